import type { RecentPromptDto } from '#lib/generations/schema.ts'
import type { SavedPromptDto } from '#lib/prompts/schema.ts'
import type { SlotLists } from '#lib/prompts/slots.ts'

/** A line of the dialog's list: a prompt that was used, or one that is kept. */
export interface PromptEntry {
  key: string
  prompt: string
  /** What its slots were filled with, or are to be. */
  slots: SlotLists
  saved: SavedPromptDto | null
}

export const usedEntry = ({ prompt, slots, generationId }: RecentPromptDto): PromptEntry => ({
  key: generationId,
  prompt,
  slots: Object.fromEntries(slots.map(({ name, values }) => [name, values])),
  saved: null,
})

const keptEntry = (saved: SavedPromptDto): PromptEntry => ({
  key: saved.id,
  prompt: saved.prompt,
  slots: saved.slots,
  saved,
})

/** Kept prompts that hold every word of a text, values of their slots included, in their order. */
export function foundEntries(prompts: readonly SavedPromptDto[], text: string): PromptEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const held = ({ name, folder, prompt, slots, owner }: SavedPromptDto) =>
    [name, folder, prompt, ...Object.values(slots).flat(), owner.name].join('\n').toLowerCase()
  return prompts.filter((one) => words.every((word) => held(one).includes(word))).map(keptEntry)
}

/** What the prompt becomes: both, with room between them. */
export function appended(before: string, more: string): string {
  if (before.trim() === '') return more
  return `${before}${/\s$/.test(before) ? '' : ' '}${more}`
}
