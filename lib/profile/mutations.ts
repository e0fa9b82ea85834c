import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#lib/db/client.ts'
import { people } from '#lib/db/schema/schema.ts'

type Changes = Partial<
  Pick<typeof people.$inferInsert, 'name' | 'locale' | 'theme' | 'newPrivate' | 'avatarSha256'>
>

interface Named {
  name: string
  avatarSha256: string | null
}

/**
 * Changes a person's row and tells what it held before. The row stays locked until the transaction ends.
 *
 * @returns `null` where there is no such person any more
 */
export async function changePerson(
  tx: Tx,
  params: { personId: string; changes: Changes; at: Date },
): Promise<Named | null> {
  const here = and(eq(people.id, params.personId), isNull(people.removedAt))
  const [before] = await tx
    .select({ name: people.name, avatarSha256: people.avatarSha256 })
    .from(people)
    .where(here)
    .for('update')
  if (!before) return null
  await tx
    .update(people)
    .set({ ...params.changes, updatedAt: params.at })
    .where(here)
  return before
}
