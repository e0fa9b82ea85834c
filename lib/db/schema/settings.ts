import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Small facts of the studio itself: the signing secret, why the gateway is paused. */
export const settings = pgTable('settings', {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
})

/** Server processes that are alive. One that stops beating is dead, and what it held is taken back. */
export const instances = pgTable('instances', {
  id: uuid().primaryKey(),
  startedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  beatAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
})
