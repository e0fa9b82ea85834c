import type { CommandId } from './catalogue.ts'
import { type Key, keymap } from './keymap.ts'

/** Does what a command stands for; `false` where there is nothing to do it to at the moment. */
export type Run = () => unknown

/** Who does a command, the last to come first. Outside React: a key press draws nothing. */
const runs = new Map<CommandId, Run[]>()
let keys: ReadonlyMap<CommandId, Key> = keymap({})
const listeners = new Set<() => void>()

export function subscribeKeymap(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentKeymap = () => keys

/** Takes over the keys that a person chose. */
export function followChoices(choices: Readonly<Record<string, string | null>>): void {
  keys = keymap(choices)
  for (const listener of listeners) listener()
}

/** Offers to do a command. Returns the way to take it back. */
export function offerCommand(id: CommandId, run: Run): () => void {
  runs.set(id, [run, ...(runs.get(id) ?? [])])
  return () => {
    runs.set(
      id,
      (runs.get(id) ?? []).filter((other) => other !== run),
    )
  }
}

/** Whether anything on the page does a command. */
export const isOffered = (id: CommandId) => (runs.get(id) ?? []).length > 0

/** Does a command. False where nobody did anything. */
export function runCommand(id: CommandId): boolean {
  return (runs.get(id) ?? []).some((run) => run() !== false)
}
