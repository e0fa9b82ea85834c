import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { MatrixAxis } from '../../matrices/schema.ts'
import { people } from './people.ts'

/** Runs that were made at once from one template, one for each combination of the values of its axes. */
export const matrices = pgTable('matrices', {
  /** Made by the client (idempotency). */
  id: uuid().primaryKey(),
  personId: uuid()
    .notNull()
    .references(() => people.id),
  /** The prompt with its slots. */
  template: text().notNull(),
  axes: jsonb().$type<MatrixAxis[]>().notNull(),
  requestHash: text().notNull(),
  createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})
