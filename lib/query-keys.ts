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
  /** Everything about boards but their pictures, which are galleries. */
  boards: ['boards'],
  boardList: ['boards', 'list'],
  board: (boardId: string) => ['boards', 'one', boardId],
  boardsOfImages: ['boards', 'of'],
  boardsOfImage: (imageId: string) => ['boards', 'of', imageId],
  queue: ['queue'],
  shares: ['shares'],
  sharesOf: (scope: 'mine' | 'all') => ['shares', scope],
  /** What this tab has removed: see `lib/events/apply-event.ts`. */
  gone: ['gone'],
} as const
