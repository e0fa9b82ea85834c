import { slotsOf } from '#lib/matrices/template.ts'

/** The values of named slots, by the slots' names. */
export type SlotLists = Record<string, string[]>

/** Of these lists those whose slot a prompt names, in the order in which it does. */
export function listsNamed(prompt: string, lists: SlotLists): SlotLists {
  const known = new Map(Object.entries(lists))
  if (known.size === 0) return {}
  const named = slotsOf(prompt).flatMap(({ kind, name }): [string, string[]][] => {
    const values = known.get(name)
    return kind === 'slot' && values ? [[name, values]] : []
  })
  return Object.fromEntries(named)
}
