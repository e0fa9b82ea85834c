import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { GATEWAY_FAILURE_KINDS } from '../../gateway/errors.ts'
import { IMAGE_STATUSES, IMAGE_STEPS } from '../../images/schema.ts'
import { generations } from './generations.ts'
import { people } from './people.ts'
import { tsvector } from './types.ts'

/** One picture of a generation, from its place in the queue to its bytes. The row is the truth; jobs carry its id. */
export const images = pgTable(
  'images',
  {
    id: uuid().primaryKey(),
    generationId: uuid()
      .notNull()
      .references(() => generations.id),
    /** The maker, repeated here so that lists need no join. */
    personId: uuid()
      .notNull()
      .references(() => people.id),
    index: integer().notNull(),
    status: text({ enum: IMAGE_STATUSES }).notNull(),
    step: text({ enum: IMAGE_STEPS }),
    /**
     * Fair order between people (start-time fair queuing): a person's next picture gets one more than the person's
     * last waiting one, and never less than the turn now being served. The lowest turn starts first.
     */
    turn: integer().notNull(),
    queuedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** Not before this moment, after an automatic retry was put off. */
    notBefore: timestamp({ withTimezone: true, precision: 3 }),
    startedAt: timestamp({ withTimezone: true, precision: 3 }),
    finishedAt: timestamp({ withTimezone: true, precision: 3 }),
    expectedMs: integer(),
    /** The server process that holds it while it runs; see `instances`. */
    instanceId: uuid(),
    /** Automatic retries since a person last asked; reset by a retry by hand. */
    autoRetries: integer().notNull().default(0),
    /** Id of the last retry by hand: the same request again (its answer was lost) is not a second retry. */
    retryId: uuid(),
    /** Set where the next run downloads this link instead of calling (and paying) again. */
    resumeUrl: text(),
    /** Set while a person's wish to cancel a running call has not been carried out yet. */
    cancelRequestedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Last failure: also kept while queued for an automatic retry. */
    failureKind: text({ enum: [...GATEWAY_FAILURE_KINDS, 'internal', 'storage_full'] }),
    failureMessage: text(),
    failureParam: text(),
    failureBilled: text({ enum: ['yes', 'no', 'unknown'] }),
    /** Link of the gateway's answer, kept until and after it is downloaded. */
    resultUrl: text(),
    /** SHA-256 of the original bytes, hex; the key in the blob store. Real type, pixels and bytes beside it. */
    sha256: text(),
    mime: text(),
    width: integer(),
    height: integer(),
    bytes: bigint({ mode: 'number' }),
    thumbHash: text(),
    thumbsAt: timestamp({ withTimezone: true, precision: 3 }),
    /** Real pixels differ from what was asked. */
    mismatch: boolean().notNull().default(false),
    /** When the bytes were committed: the gallery's order. */
    madeAt: timestamp({ withTimezone: true, precision: 3 }),
    /** 1 to 5, the team's; `null` where nobody has rated it. */
    rating: smallint(),
    /** Lower case, each once, sorted. */
    tags: text().array().notNull().default([]),
    note: text().notNull().default(''),
    /** What a search finds it by beside its prompt: the words of its tags and its note. */
    markWords: tsvector().notNull().default(sql`''::tsvector`),
    deletedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** When the trash was emptied of it: its bytes, marks and places are gone, and the row stays for the ledger. */
    purgedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (t) => [
    uniqueIndex('images_place').on(t.generationId, t.index),
    index('images_gallery')
      .on(t.madeAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`status = 'succeeded' and deleted_at is null`),
    index('images_gallery_of_person')
      .on(t.personId, t.madeAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`status = 'succeeded' and deleted_at is null`),
    index('images_queue').on(t.turn, t.queuedAt).where(sql`status = 'queued'`),
    index('images_running').on(t.id).where(sql`status = 'running'`),
    index('images_without_thumbs').on(t.id).where(sql`status = 'succeeded' and thumbs_at is null`),
    index('images_sha256').on(t.sha256),
    index('images_trash').on(t.deletedAt).where(sql`deleted_at is not null and purged_at is null`),
  ],
)

/** One call to the gateway. Written before money can be spent, finished afterwards, never deleted. */
export const attempts = pgTable(
  'attempts',
  {
    id: uuid().primaryKey(),
    imageId: uuid()
      .notNull()
      .references(() => images.id),
    /** From 1. */
    number: integer().notNull(),
    /** Adapter id: `images-api` or `sandbox`. */
    gateway: text().notNull(),
    /** For the history that expected times come from. */
    model: text().notNull(),
    tier: text(),
    startedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    finishedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** `null` while it runs; `succeeded`, `cancelled`, `internal` or a kind of `GATEWAY_FAILURES`. */
    outcome: text({ enum: ['succeeded', 'cancelled', 'internal', ...GATEWAY_FAILURE_KINDS] }),
    httpStatus: integer(),
    gatewayRequestId: text(),
    latencyMs: integer(),
    estimatedPriceMicroUsd: bigint({ mode: 'number' }),
    billed: text({ enum: ['yes', 'no', 'unknown'] }).notNull(),
    message: text(),
    resultUrl: text(),
  },
  (t) => [
    uniqueIndex('attempts_place').on(t.imageId, t.number),
    index('attempts_history')
      .on(t.model, t.tier, t.finishedAt.desc().nullsFirst())
      .where(sql`outcome = 'succeeded'`),
  ],
)
