/** Where everything of the server lives in the browser's query cache. */
export const queryKeys = {
  /** The person who is signed in: which runs are their own. */
  me: ['me'],
  feed: ['generations', 'feed'],
  lineages: ['lineage'],
  lineage: (imageId: string, levels: number) => ['lineage', imageId, levels],
  prompts: ['generations', 'prompts'],
  imageDetails: ['images', 'detail'],
  imageDetail: (imageId: string) => ['images', 'detail', imageId],
  /** The pictures of boards, in their order. */
  imagesOfBoards: ['images', 'board'],
  imagesOfBoard: (boardId: string) => ['images', 'board', boardId],
  /** Everything about boards but their pictures. */
  boards: ['boards'],
  boardList: ['boards', 'list'],
  board: (boardId: string) => ['boards', 'one', boardId],
  boardsOfImages: ['boards', 'of'],
  boardsOfImage: (imageId: string) => ['boards', 'of', imageId],
  people: ['people'],
  kits: ['kits'],
  kitList: ['kits', 'list'],
  kit: (kitId: string) => ['kits', 'one', kitId],
  kitVersion: (kitId: string, version: number) => ['kits', 'version', kitId, version],
  kitHistory: (kitId: string) => ['kits', 'history', kitId],
  /** Tags there are, and those of chosen pictures. */
  tags: ['tags'],
  matrices: ['matrices'],
  matrix: (matrixId: string) => ['matrices', matrixId],
  matrixPlan: (matrixId: string) => ['matrices', 'plan', matrixId],
  savedPrompts: ['prompts'],
  /** Saved searches: the list and what they find. */
  searches: ['searches'],
  /** What the gallery's header asks for: counts, suggestions. */
  finding: ['finding'],
  trash: ['trash'],
  queue: ['queue'],
  shares: ['shares'],
  sharesOf: (scope: 'mine' | 'all') => ['shares', scope],
  /** What this tab has removed: see `lib/events/apply-event.ts`. */
  gone: ['gone'],
} as const
