import { type Slot, slotsOf } from '#lib/matrices/template.ts'
import type { SlotLists } from '#lib/prompts/slots.ts'
import { listText, valuesOf } from './value-list.ts'

/** What was typed for slots, by their names. */
export type SlotTexts = Readonly<Record<string, string>>

export type FilledSlot = Slot & {
  /** What was typed as its values; of a choice nothing. */
  text: string
  values: readonly string[]
}

/** The slots and choices of a prompt with the values that are given for each. */
export function filledSlots(prompt: string, texts: SlotTexts): FilledSlot[] {
  return slotsOf(prompt).map((slot) => {
    if (slot.kind === 'choice') return { ...slot, text: '', values: slot.options }
    // `{constructor}` is a slot like any other.
    const text = Object.hasOwn(texts, slot.name) ? (texts[slot.name] ?? '') : ''
    return { ...slot, text, values: valuesOf(text) }
  })
}

/** What was typed for the slots that a prompt names, as lists; those without a value are left out. */
export function typedLists(prompt: string, texts: SlotTexts): SlotLists {
  const filled = filledSlots(prompt, texts).filter(({ kind, values }) => kind === 'slot' && values.length > 0)
  return Object.fromEntries(filled.map(({ name, values }) => [name, [...values]]))
}

/** Lists as they would be typed. */
export function textsOf(lists: SlotLists): Record<string, string> {
  return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, listText(values)]))
}
