import type { GenerationDto } from '#lib/generations/schema.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'

/** What the galleries of this tab are told; they keep their pictures outside the query cache. */
export type LibraryNews =
  /** A run came or changed; `own` where the person at the screen made it. */
  | { type: 'run'; generation: GenerationDto; own: boolean }
  /** A run went out of sight. */
  | { type: 'hidden'; generationId: string }
  /** A picture was put into the trash here. */
  | { type: 'removed'; imageId: string }
  /** What tiles say of pictures changed; also what a filter may ask for. */
  | { type: 'marked'; imageIds: readonly string[]; change: (item: GalleryItemDto) => GalleryItemDto }
  /** Anything may have changed. */
  | { type: 'reset' }

const listeners = new Set<(news: LibraryNews) => void>()

export function subscribeLibraryNews(listener: (news: LibraryNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellLibraries(news: LibraryNews): void {
  for (const listener of listeners) listener(news)
}
