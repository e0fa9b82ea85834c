/** Who sees and who changes a board besides its owner: nobody, the team sees, the team changes. */
export const BOARD_ACCESS = ['private', 'team_view', 'team_edit'] as const
export type BoardAccess = (typeof BOARD_ACCESS)[number]

/** `hand` keeps the order people gave; `date` is newest first. */
export const BOARD_SORTS = ['hand', 'date'] as const
export type BoardSort = (typeof BOARD_SORTS)[number]

export const BOARD_LIMITS = {
  nameChars: 80,
  descriptionChars: 2000,
  imagesPerRequest: 200,
  /** Far beyond what arranging by hand comes to; up to it there is room between whole numbers. */
  farthestPlace: 1e12,
} as const
