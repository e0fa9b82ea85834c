import type { GalleryScope } from '#lib/images/scope.ts'

/** Where everything of the server lives in the browser's query cache. */
export const queryKeys = {
  /** The person who is signed in: which runs are their own. */
  me: ['me'],
  feed: ['generations', 'feed'],
  prompts: ['generations', 'prompts'],
  galleries: ['images', 'gallery'],
  gallery: (scope: GalleryScope) => ['images', 'gallery', scope],
  imageDetails: ['images', 'detail'],
  imageDetail: (imageId: string) => ['images', 'detail', imageId],
  queue: ['queue'],
  shares: ['shares'],
  sharesOf: (scope: 'mine' | 'all') => ['shares', scope],
  /** What this tab has removed: see `lib/events/apply-event.ts`. */
  gone: ['gone'],
} as const
