import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { SHARE_KINDS } from '../../shares/schema.ts'
import { boards } from './boards.ts'
import { images } from './images.ts'
import { people } from './people.ts'

/** A link for people without an account. Only the token's hash is kept, so a link is shown once, when it is made. */
export const shares = pgTable(
  'shares',
  {
    id: uuid().primaryKey(),
    makerId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text({ enum: SHARE_KINDS }).notNull(),
    /** Of `board` (live: its pictures now) and `board_snapshot`. */
    boardId: uuid().references(() => boards.id),
    tokenHash: text().notNull(),
    /** Above the pictures, for whoever opens the link. */
    title: text().notNull().default(''),
    note: text().notNull().default(''),
    /** Hash by a modern KDF; `null` for a link without a password. */
    passwordHash: text(),
    /** Moved with the password and the token: ends what was unlocked before. */
    secretVersion: integer().notNull().default(1),
    allowDownload: boolean().notNull(),
    /** Prompt, model, ratio and size. */
    showPrompt: boolean().notNull(),
    showMaker: boolean().notNull(),
    /** `null` for never. */
    expiresAt: timestamp({ withTimezone: true, precision: 3 }),
    revokedAt: timestamp({ withTimezone: true, precision: 3 }),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Openings of the page by somebody who got to see the pictures. */
    views: integer().notNull().default(0),
    lastViewAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [
    uniqueIndex('shares_token').on(t.tokenHash),
    index('shares_maker').on(t.makerId, t.createdAt.desc().nullsFirst()),
    index('shares_board').on(t.boardId),
  ],
)

/** The pictures of a link, in order; of a live board there are none here. */
export const shareImages = pgTable(
  'share_images',
  {
    shareId: uuid()
      .notNull()
      .references(() => shares.id),
    /** From 0. */
    position: integer().notNull(),
    imageId: uuid()
      .notNull()
      .references(() => images.id),
  },
  (t) => [primaryKey({ columns: [t.shareId, t.position] }), index('share_images_image').on(t.imageId)],
)
