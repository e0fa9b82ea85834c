/** Where everything of the server lives in the browser's query cache. */
export const queryKeys = {
  feed: ['generations', 'feed'],
  prompts: ['generations', 'prompts'],
  gallery: ['images', 'gallery'],
  imageDetails: ['images', 'detail'],
  imageDetail: (imageId: string) => ['images', 'detail', imageId],
  queue: ['queue'],
  /** What this tab has removed: see `lib/events/apply-event.ts`. */
  gone: ['gone'],
} as const
