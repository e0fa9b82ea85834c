import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'
import { slotName } from '#lib/matrices/schema.ts'
import { PROMPT_LIMITS } from './limits.ts'

/** PostgreSQL stores no null characters. */
const storable = z.refine<string>((text) => !text.includes('\0'), { error: 'a null character' })

/** As the composer takes it: one of several lines. */
const slotValue = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(MATRIX_LIMITS.valueChars),
  storable,
  z.refine<string>((text) => text.isWellFormed() && !text.includes('\n'), { error: 'not one line of text' }),
)

const slotLists = z
  .record(slotName, z.array(slotValue).check(z.minLength(1), z.maxLength(MATRIX_LIMITS.valuesPerAxis)))
  .check(
    z.refine<Record<string, string[]>>(
      (lists) => Object.values(lists).flat().join('').length <= PROMPT_LIMITS.valuesChars,
      { error: `more than ${PROMPT_LIMITS.valuesChars} characters` },
    ),
  )

/** `POST /api/prompts`. */
export const promptInput = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(PROMPT_LIMITS.nameChars), storable),
  /** Of the person's own folders, made by its name; empty outside of all. */
  folder: z.string().check(z.trim(), z.maxLength(PROMPT_LIMITS.folderChars), storable),
  /** As it stands in the composer: slots, choices and all. */
  prompt: z.string().check(
    z.maxLength(GENERATION_LIMITS.promptMaxChars),
    z.refine<string>((text) => text.trim() !== '', { error: 'empty' }),
    storable,
  ),
  /** Values of the prompt's named slots, by their names. Those of slots that it does not name are left out. */
  slots: z.optional(slotLists),
  /** The team sees and uses it too. */
  shared: z.boolean(),
})
export type PromptInput = z.infer<typeof promptInput>

/** `PATCH /api/prompts/{id}`: what is left out stays. */
export const promptChange = z.partial(promptInput)
export type PromptChange = z.infer<typeof promptChange>

/** A saved prompt as one person sees it: their own, or one that its owner shares. */
export const savedPromptDto = z.object({
  id: z.uuid(),
  owner: personRef,
  name: z.string(),
  folder: z.string(),
  prompt: z.string(),
  /** The values of the prompt's named slots that have any, in the order in which it names them. */
  slots: z.record(z.string(), z.array(z.string())),
  shared: z.boolean(),
  changedAt: z.string(),
  /** Others' can be used and copied, not changed. */
  own: z.boolean(),
})
export type SavedPromptDto = z.infer<typeof savedPromptDto>
