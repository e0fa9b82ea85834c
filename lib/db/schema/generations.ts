import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { DERIVATIONS } from '../../generations/derivations.ts'
import { kits } from './kits.ts'
import { matrices } from './matrices.ts'
import { people } from './people.ts'
import { tsvector } from './types.ts'

/** One request of a person: a prompt with settings, of which `n` pictures are made. Never changes but for its end. */
export const generations = pgTable(
  'generations',
  {
    /** Made by the client (idempotency of `POST /api/generations`). */
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    source: text({ enum: ['studio', 'api'] }).notNull(),
    /** As the person wrote it. */
    prompt: text().notNull(),
    /** What the model was sent where that is more: roles of references, a kit's standing text. */
    sentPrompt: text(),
    /** What a search finds its pictures by: the words of the prompt. `null` until they are made (older runs). */
    words: tsvector(),
    model: text().notNull(),
    ratio: text().notNull(),
    /** `null` where a program sent a size outside the table (`rawSize`). */
    tier: text(),
    rawSize: text(),
    n: integer().notNull(),
    temperature: doublePrecision(),
    /** Likely pixels of its pictures, to reserve their shape on screen. */
    expectedWidth: integer().notNull(),
    expectedHeight: integer().notNull(),
    /** Millionths of a US dollar for the whole run at the time of asking; `null` where unknown. */
    estimatedPriceMicroUsd: bigint({ mode: 'number' }),
    sandbox: boolean().notNull(),
    /** SHA-256 of the canonical request: the same key or id with another body is a conflict. */
    /** The picture whose recipe this run took up, and what was made of it. */
    parentImageId: uuid(),
    derivation: text({ enum: DERIVATIONS }),
    /** The kit it was made with, as it stood then. */
    kitId: uuid().references(() => kits.id),
    kitVersion: integer(),
    /** The use-case size that its pictures are for: see `lib/models/use-cases.ts`. */
    useCase: text(),
    /** The matrix it is a cell of, and its place on each axis, from 0. */
    matrixId: uuid().references(() => matrices.id),
    matrixCell: integer().array(),
    requestHash: text().notNull(),
    /** `Idempotency-Key` of a program. */
    idempotencyKey: text(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Moved by every change of the run or its pictures; the event stream replays from it. */
    changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    deletedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Only its maker sees it, its pictures and its references. */
    private: boolean().notNull().default(false),
    /** When it was last made private after others could see it; streams that resume tell them. */
    hiddenAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [
    index('generations_feed').on(t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('generations_feed_of_person').on(
      t.personId,
      t.createdAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index('generations_changed').on(t.changedAt),
    index('generations_parent').on(t.parentImageId).where(sql`parent_image_id is not null`),
    index('generations_matrix').on(t.matrixId).where(sql`matrix_id is not null`),
    index('generations_kit').on(t.kitId).where(sql`kit_id is not null`),
    index('generations_words').using('gin', t.words),
    index('generations_without_words').on(t.id).where(sql`words is null`),
    uniqueIndex('generations_idempotency').on(t.personId, t.idempotencyKey),
  ],
)
