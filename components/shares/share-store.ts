import type { ShareTarget } from './share-target.ts'

/** What is to be shared. Outside React, so that every list, menu and key can ask for the one dialog. */
let target: ShareTarget | null = null
const listeners = new Set<() => void>()

function set(next: ShareTarget | null): void {
  target = next
  for (const listener of listeners) listener()
}

/** Opens the dialog that makes a link of pictures or a board. Callable from anywhere in the studio. */
export function openShareDialog(next: ShareTarget): void {
  set(next)
}

export function closeShareDialog(): void {
  set(null)
}

export function subscribeShareTarget(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentShareTarget = () => target
