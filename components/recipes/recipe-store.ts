/** Which dialog about a picture's recipe is open. */
export interface RecipeRequest {
  /** `download`: in which form; `resize`: made again at another size. */
  how: 'download' | 'resize'
  imageId: string
}

/** Outside React, so that every list, menu and key can ask for the one dialog. */
let request: RecipeRequest | null = null
const listeners = new Set<() => void>()

function set(next: RecipeRequest | null): void {
  request = next
  for (const listener of listeners) listener()
}

/** Asks in which form a picture is to be downloaded. */
export const openDownload = (imageId: string) => set({ how: 'download', imageId })

/** Offers a picture's recipe at another size. */
export const openResize = (imageId: string) => set({ how: 'resize', imageId })

export const closeRecipeDialog = () => set(null)

export function subscribeRecipeRequest(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const currentRecipeRequest = () => request
