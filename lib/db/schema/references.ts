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
import { REFERENCE_ROLES } from '../../references/roles.ts'
import { generations } from './generations.ts'
import { people } from './people.ts'

/** A picture the model is to look at. Bytes are stored once by hash; rows are one per person and upload. */
export const references = pgTable(
  'references',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text({ enum: ['bytes', 'url'] }).notNull(),
    /** The address passed on as it is, for `kind = 'url'`. */
    url: text(),
    name: text().notNull(),
    /** SHA-256 of what was uploaded, hex; with the person it finds an upload made before. */
    sourceSha256: text(),
    /** SHA-256 of what is sent to the gateway, hex: the key of the bytes in the blob store. */
    sha256: text(),
    mime: text(),
    width: integer(),
    height: integer(),
    bytes: integer(),
    thumbHash: text(),
    converted: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (t) => [index().on(t.sha256), uniqueIndex('references_person_source').on(t.personId, t.sourceSha256)],
)

export const generationReferences = pgTable(
  'generation_references',
  {
    generationId: uuid()
      .notNull()
      .references(() => generations.id),
    /** Order the model sees, from 0. The same reference may stand at two places. */
    position: integer().notNull(),
    referenceId: uuid()
      .notNull()
      .references(() => references.id),
    /** What the picture is there for, as the prompt tells the model. */
    role: text({ enum: REFERENCE_ROLES }),
  },
  (t) => [
    primaryKey({ columns: [t.generationId, t.position] }),
    index('generation_references_reference').on(t.referenceId),
  ],
)
