import 'server-only'
import { may } from '#lib/accounts/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { concerned } from '#lib/events/lists.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { promptFor } from './data.ts'
import { PROMPT_LIMITS } from './limits.ts'
import {
  deletePromptRow,
  insertPrompt,
  lockAndCountPrompts,
  lockPrompt,
  type PromptRow,
  updatePrompt,
} from './mutations.ts'
import type { PromptChange, PromptInput, SavedPromptDto } from './schema.ts'
import { listsNamed } from './slots.ts'

type Context = Pick<Studio, 'db' | 'events' | 'now'>

/**
 * Keeps a prompt under a name.
 *
 * @throws AppError `too_many_prompts`
 */
export async function savePrompt(
  { db, events, now }: Context,
  actor: Actor,
  input: PromptInput,
): Promise<SavedPromptDto> {
  const id = crypto.randomUUID()
  const at = now()
  await db.transaction(async (tx) => {
    const max = PROMPT_LIMITS.perPerson
    if ((await lockAndCountPrompts(tx, actor.personId)) >= max) {
      throw new AppError('too_many_prompts', { params: { max } })
    }
    const slots = listsNamed(input.prompt, input.slots ?? {})
    await insertPrompt(tx, { ...input, slots, id, ownerId: actor.personId, createdAt: at, changedAt: at })
    await tell(events, tx, actor, input.shared)
  })
  return existing(db, actor, id)
}

/**
 * Changes a prompt of one's own.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function changePrompt(
  { db, events, now }: Context,
  actor: Actor,
  id: string,
  change: PromptChange,
): Promise<SavedPromptDto> {
  await db.transaction(async (tx) => {
    const before = await ownPrompt(tx, actor, id)
    const { prompt = before.prompt, slots = before.slots, shared = before.shared } = change
    await updatePrompt(tx, id, { ...change, slots: listsNamed(prompt, slots), changedAt: now() })
    await tell(events, tx, actor, before.shared, shared)
  })
  return existing(db, actor, id)
}

/**
 * Forgets a prompt of one's own. Runs that were made with it keep their words.
 *
 * @throws AppError `not_found`, `forbidden`
 */
export async function deletePrompt({ db, events }: Context, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { shared } = await ownPrompt(tx, actor, id)
    await deletePromptRow(tx, id)
    await tell(events, tx, actor, shared)
  })
}

/** Tells the browsers of those who see a prompt of the person's, or did until now. */
function tell(events: Studio['events'], tx: Tx, { personId }: Actor, ...shared: boolean[]): Promise<void> {
  return events.announce(tx, { type: 'list', list: 'prompts', to: concerned(personId, ...shared) })
}

async function ownPrompt(tx: Tx, actor: Actor, id: string): Promise<PromptRow> {
  const prompt = await lockPrompt(tx, actor, id)
  if (!prompt) throw new AppError('not_found')
  if (prompt.ownerId !== actor.personId || !may(actor.role, 'make')) throw new AppError('forbidden')
  return prompt
}

async function existing(db: Studio['db'], actor: Actor, id: string): Promise<SavedPromptDto> {
  const prompt = await promptFor(db, actor, id)
  if (!prompt) throw new AppError('not_found')
  return prompt
}
