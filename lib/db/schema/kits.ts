import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { KitContent } from '../../kits/schema.ts'
import { people } from './people.ts'

/** A named set of references with roles, standing text, forbidden words and settings, for the whole team. */
export const kits = pgTable(
  'kits',
  {
    id: uuid().primaryKey(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    /** The version that is applied now. */
    version: integer().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Not offered any more; what was made with it can be made again. */
    archivedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Out of every list; runs still name it. */
    deletedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [index('kits_owner').on(t.ownerId)],
)

/** What a kit held at each of its versions; never changed, so that a picture's kit stays what it was. */
export const kitVersions = pgTable(
  'kit_versions',
  {
    kitId: uuid()
      .notNull()
      .references(() => kits.id),
    /** From 1. */
    version: integer().notNull(),
    content: jsonb().$type<KitContent>().notNull(),
    madeBy: uuid()
      .notNull()
      .references(() => people.id),
    madeAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kitId, t.version] }),
    // Whether some kit holds a reference decides who sees it: asked for every thumbnail.
    index('kit_versions_references').using('gin', sql`(content->'references') jsonb_path_ops`),
  ],
)
