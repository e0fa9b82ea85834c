/** Pictures that a dialog is open for. Outside React: keys, bars and menus all ask for it. */
export interface MarksRequest {
  kind: 'tags' | 'zip'
  imageIds: readonly string[]
}

let request: MarksRequest | null = null
const listeners = new Set<() => void>()

function set(next: MarksRequest | null): void {
  request = next
  for (const listener of listeners) listener()
}

/** Opens the dialog that tags pictures. */
export function openTags(imageIds: readonly string[]): void {
  if (imageIds.length > 0) set({ kind: 'tags', imageIds })
}

/** Opens the dialog that downloads pictures as a ZIP. */
export function openZip(imageIds: readonly string[]): void {
  if (imageIds.length > 0) set({ kind: 'zip', imageIds })
}

export function closeMarksDialog(): void {
  set(null)
}

export function subscribeMarksRequest(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentMarksRequest = () => request
