import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const people = pgTable('people', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow(),
})
