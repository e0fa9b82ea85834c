import { boolean, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { SlotLists } from '../../prompts/slots.ts'
import { people } from './people.ts'

/** A prompt kept under a name. */
export const savedPrompts = pgTable(
  'saved_prompts',
  {
    id: uuid().primaryKey(),
    ownerId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    /** Of the owner's own folders; empty outside of all. */
    folder: text().notNull().default(''),
    prompt: text().notNull(),
    /** The values of each slot that the prompt names and that has any. */
    slots: jsonb().$type<SlotLists>().notNull().default({}),
    /** The team sees and uses it too. */
    shared: boolean().notNull().default(false),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    changedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [index('saved_prompts_owner').on(t.ownerId)],
)
