import type { AbstractIntlMessages, NamespaceKeys, NestedKeyOf } from 'next-intl'
import type en from '#messages/en.json'

/** A part of the words by its name: `feed`, `boards.rail`. */
export type Namespace = NamespaceKeys<typeof en, NestedKeyOf<typeof en>>

/** These parts of all words, each at its place. */
export function pickParts(all: AbstractIntlMessages, names: readonly string[]): AbstractIntlMessages {
  const picked: AbstractIntlMessages = {}
  for (const name of names) {
    let from: AbstractIntlMessages[string] = all
    let to = picked
    const path = name.split('.')
    path.forEach((key, depth) => {
      const next: AbstractIntlMessages[string] | undefined = typeof from === 'string' ? undefined : from[key]
      if (next === undefined) throw new Error(`there are no words called ${name}`)
      from = next
      if (depth === path.length - 1) to[key] = next
      else {
        const kept = to[key]
        const deeper = kept === undefined || typeof kept === 'string' ? {} : kept
        to[key] = deeper
        to = deeper
      }
    })
  }
  return picked
}

/** Both, `more` inside of what is there. Neither is changed. */
export function joinParts(there: AbstractIntlMessages, more: AbstractIntlMessages): AbstractIntlMessages {
  const joined = { ...there }
  for (const [key, value] of Object.entries(more)) {
    const before = joined[key]
    const both = isGroup(before) && isGroup(value)
    joined[key] = both ? joinParts(before, value) : value
  }
  return joined
}

/** Compiled messages are texts or arrays. */
const isGroup = (value: unknown): value is AbstractIntlMessages =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
