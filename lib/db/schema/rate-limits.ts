import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'

/** Attempts that are counted (sign-in, setup, passwords of links), as rate-limiter-flexible keeps them. */
export const rateLimits = pgTable('rate_limits', {
  key: text().primaryKey(),
  points: integer().notNull(),
  /** Milliseconds since 1970. */
  expire: bigint({ mode: 'number' }),
})
