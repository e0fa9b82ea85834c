import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { IMAGE_STATUSES } from '../../images/schema.ts'
import { images } from './images.ts'
import { people } from './people.ts'
import { bits256, tsvector } from './types.ts'

/**
 * The gallery's read model: one narrow row for every picture that has come to its end and is not in the trash, with what
 * galleries, filters, counts and searches ask for. Kept by triggers (migration 0004): nothing writes it by hand.
 */
export const library = pgTable(
  'library',
  {
    imageId: uuid().primaryKey(),
    generationId: uuid().notNull(),
    personId: uuid().notNull(),
    private: boolean().notNull(),
    /** The gallery's order: when its bytes were committed, else when it ended. */
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    status: text({ enum: IMAGE_STATUSES }).notNull(),
    model: text().notNull(),
    tier: text(),
    /** As it was asked for. */
    ratio: text().notNull(),
    /**
     * What the compact index tells of it, in one number that costs little to hand over: `at` in milliseconds times 65,536,
     * plus the `shapeCode` of its real width by height (those expected where there are no bytes).
     */
    spot: bigint({ mode: 'bigint' }).notNull(),
    withReferences: boolean().notNull(),
    rating: smallint(),
    kitId: uuid(),
    tags: text().array().notNull(),
    words: tsvector().notNull(),
  },
  (t) => [
    // Rows are wide by their words, and the embedded database pays for every page it reads: what lists, filters and counts
    // ask for stands in two indexes whole, one in the gallery's order and one in which equal rows take next to no room.
    index('library_shown')
      .on(
        t.at.desc().nullsFirst(),
        t.imageId.desc().nullsFirst(),
        ...[t.private, t.personId, t.spot, t.model, t.tier, t.ratio, t.withReferences, t.rating, t.kitId],
      )
      .where(sql`status = 'succeeded'`),
    index('library_values')
      .on(t.private, t.personId, t.model, t.tier, t.ratio, t.withReferences, t.rating, t.kitId)
      .where(sql`status = 'succeeded'`),
    // For the counts of tags: most pictures have none.
    index('library_tagged').on(t.private, t.personId).where(sql`status = 'succeeded' and tags <> '{}'`),
    index('library_unmade')
      .on(t.at.desc().nullsFirst(), t.imageId.desc().nullsFirst(), t.status)
      .where(sql`status <> 'succeeded'`),
    // What was not yet sorted in is looked through by every search: not much may wait.
    index('library_words').using('gin', t.words).with({ gin_pending_list_limit: 256 }),
    index('library_tags').using('gin', t.tags).with({ gin_pending_list_limit: 256 }),
    index('library_generation').on(t.generationId),
  ],
)

/** How a picture looks, in 256 bits of which equal ones mean likeness: `lib/library/look.ts`. */
export const imageLooks = pgTable('image_looks', {
  imageId: uuid()
    .primaryKey()
    .references(() => images.id),
  look: bits256().notNull(),
})

/** Pictures that a person has put a heart on. */
export const favourites = pgTable(
  'favourites',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    imageId: uuid()
      .notNull()
      .references(() => images.id),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.imageId] }), index('favourites_image').on(t.imageId)],
)

/** A search under a name: a board that fills itself. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: uuid().primaryKey(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    /** As in the gallery's address: `lib/library/query.ts`. */
    query: text().notNull(),
    /** The team sees it too; everybody finds in it what they may see. */
    shared: boolean().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Out of every list; `restoreSearch` brings it back. */
    deletedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [uniqueIndex('saved_searches_name').on(t.ownerId, t.name).where(sql`deleted_at is null`)],
)
