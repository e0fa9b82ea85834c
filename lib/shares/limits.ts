// Apart from the schema, so that forms can use them without loading a validator into the page.

/** `images`: one picture or a chosen set. `board` follows the board; `board_snapshot` shows it as it was. */
export const SHARE_KINDS = ['images', 'board', 'board_snapshot'] as const
export type ShareKind = (typeof SHARE_KINDS)[number]

export const SHARE_STATES = ['active', 'expired', 'revoked'] as const
export type ShareState = (typeof SHARE_STATES)[number]

export const SHARE_LIMITS = {
  images: 500,
  titleChars: 120,
  noteChars: 1000,
  passwordMinChars: 6,
  passwordMaxChars: 200,
} as const
