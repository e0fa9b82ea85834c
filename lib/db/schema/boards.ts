import { doublePrecision, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { BOARD_ACCESS, BOARD_SORTS } from '../../boards/schema.ts'
import { images } from './images.ts'
import { people } from './people.ts'

/** A named collection of pictures. A picture may be on many. */
export const boards = pgTable(
  'boards',
  {
    id: uuid().primaryKey(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    description: text().notNull().default(''),
    /** Chosen by hand; else the first picture. */
    coverImageId: uuid().references(() => images.id),
    access: text({ enum: BOARD_ACCESS }).notNull(),
    sort: text({ enum: BOARD_SORTS }).notNull().default('date'),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Moved by every change of the board or its pictures. */
    changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    archivedAt: timestamp({ withTimezone: true, precision: 3 }),
    deletedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [index('boards_owner').on(t.ownerId)],
)

export const boardImages = pgTable(
  'board_images',
  {
    boardId: uuid()
      .notNull()
      .references(() => boards.id),
    imageId: uuid()
      .notNull()
      .references(() => images.id),
    /** Place by hand: between two neighbours lies always another number, until the board is numbered afresh. */
    position: doublePrecision().notNull(),
    addedBy: uuid()
      .notNull()
      .references(() => people.id),
    addedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.boardId, t.imageId] }),
    index('board_images_position').on(t.boardId, t.position),
    index('board_images_image').on(t.imageId),
  ],
)
