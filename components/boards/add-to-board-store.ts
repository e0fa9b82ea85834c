/** Which pictures are to be put on a board, and how. Outside React: tiles, menus, keys and drags all ask for it. */
export interface BoardRequest {
  imageIds: readonly string[]
  /** `choose` among the boards there are, or make a `new` one for them. */
  how: 'choose' | 'new'
}

let request: BoardRequest | null = null
const listeners = new Set<() => void>()

function set(next: BoardRequest | null): void {
  request = next
  for (const listener of listeners) listener()
}

/** Opens the dialog that puts pictures on boards. */
export function openAddToBoard(imageIds: readonly string[]): void {
  if (imageIds.length > 0) set({ imageIds, how: 'choose' })
}

/** Opens the dialog that makes a board, with pictures on it where there are some. */
export function openNewBoard(imageIds: readonly string[] = []): void {
  set({ imageIds, how: 'new' })
}

export function closeBoardDialog(): void {
  set(null)
}

export function subscribeBoardRequest(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentBoardRequest = () => request
