import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { AUDIT_ACTIONS } from '../../audit/schema.ts'
import { people } from './people.ts'

/** Who did what to what, when, from where. A trigger refuses every change and every deletion. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: uuid().primaryKey().default(sql`gen_random_uuid()`),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    /** `null` where nobody was signed in (a failed sign-in, a stranger with a link). */
    personId: uuid().references(() => people.id),
    action: text({ enum: AUDIT_ACTIONS }).notNull(),
    /** `person`, `invite`, `share`, `board`, `generation`, `image`, `key`, `setting`, `session`; `null` for none. */
    targetType: text(),
    targetId: text(),
    /** What the target was called then: names change, entries do not. */
    targetName: text(),
    /** Small facts such as the role before and after; never a secret. */
    details: jsonb().$type<Record<string, string | number | boolean | null>>().notNull(),
    ip: text(),
  },
  (t) => [
    index('audit_entries_at').on(t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('audit_entries_person').on(t.personId, t.at.desc().nullsFirst()),
    index('audit_entries_action').on(t.action, t.at.desc().nullsFirst()),
  ],
)
