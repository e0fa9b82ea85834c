import 'server-only'
import type { Db, Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { kitOfRun } from '#lib/kits/data.ts'
import { forbiddenWordIn } from '#lib/kits/forbidden.ts'
import { composePrompt } from './compose-prompt.ts'
import { GENERATION_LIMITS } from './limits.ts'
import type { GenerationInput } from './schema.ts'

/**
 * What the model is sent for a run where that is more than its prompt, else `null`.
 *
 * @throws AppError `kit_not_found`; `forbidden_word` naming the word and the kit; `sent_prompt_too_long`
 */
export async function sentPromptFor(
  db: Db | Tx,
  input: Pick<GenerationInput, 'prompt' | 'referenceIds' | 'roles' | 'kit'>,
): Promise<string | null> {
  const kit = input.kit ? await kitOfRun(db, input.kit) : null
  if (input.kit && !kit) throw new AppError('kit_not_found', { field: 'kit' })
  if (kit) {
    const word = forbiddenWordIn(input.prompt, kit.content.forbiddenWords)
    if (word !== null)
      throw new AppError('forbidden_word', { field: 'prompt', params: { word, kit: kit.name } })
  }
  const roles = input.referenceIds.map((_, place) => input.roles?.[place] ?? null)
  const sent = composePrompt({ prompt: input.prompt, roles, standingText: kit?.content.standingText })
  const max = GENERATION_LIMITS.promptMaxChars
  if (sent !== null && sent.length > max) {
    const params = { max, length: sent.length, added: sent.length - input.prompt.length }
    throw new AppError('sent_prompt_too_long', { field: 'prompt', params })
  }
  return sent
}
