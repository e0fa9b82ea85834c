import 'server-only'
import { and, asc, eq, or, type SQL } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { people, savedPrompts } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import type { SavedPromptDto } from './schema.ts'
import { listsNamed } from './slots.ts'

/** The prompts that a person can tell to exist: their own, and those shared with the team. */
export function promptVisibleTo(viewer: Pick<Viewer, 'personId'>): SQL | undefined {
  return or(eq(savedPrompts.ownerId, viewer.personId), eq(savedPrompts.shared, true))
}

/** All saved prompts that the person sees, by folder and name. */
export function promptsFor(db: Db, viewer: Viewer): Promise<SavedPromptDto[]> {
  return promptDtos(db, viewer, undefined)
}

/** A saved prompt, or `null` where there is none for this person. */
export async function promptFor(db: Db, viewer: Viewer, id: string): Promise<SavedPromptDto | null> {
  return (await promptDtos(db, viewer, eq(savedPrompts.id, id)))[0] ?? null
}

async function promptDtos(db: Db, viewer: Viewer, which: SQL | undefined): Promise<SavedPromptDto[]> {
  const rows = await db
    .select({
      saved: savedPrompts,
      owner: { id: people.id, name: people.name, avatar: people.avatarSha256 },
    })
    .from(savedPrompts)
    .innerJoin(people, eq(people.id, savedPrompts.ownerId))
    .where(and(promptVisibleTo(viewer), which))
    .orderBy(asc(savedPrompts.folder), asc(savedPrompts.name), asc(savedPrompts.id))
  return rows.map(({ saved, owner }) => {
    const own = owner.id === viewer.personId
    return {
      id: saved.id,
      owner,
      name: saved.name,
      // A folder is its owner's own way of keeping order.
      folder: own ? saved.folder : '',
      prompt: saved.prompt,
      // JSON of the database keeps no order.
      slots: listsNamed(saved.prompt, saved.slots),
      shared: saved.shared,
      changedAt: saved.changedAt.toISOString(),
      own,
    }
  })
}
