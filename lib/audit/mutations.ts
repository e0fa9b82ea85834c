import 'server-only'
import type { Db, Tx } from '#lib/db/client.ts'
import { auditEntries } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import type { AuditAction } from './schema.ts'

export interface AuditEntry {
  at: Date
  /** `null` where nobody is signed in; then `ip` says from where. */
  actor: Actor | null
  ip?: string | null
  action: AuditAction
  target?: { type: string; id: string; name?: string | null }
  /** Small facts, never a secret. */
  details?: Record<string, string | number | boolean | null>
}

/** Longest name of a target that is kept: a prompt may have ten thousand characters. */
const NAME_MAX_CHARS = 200

/** Writes one line of the log, in the transaction of what it tells of: neither is there without the other. */
export async function recordAudit(db: Db | Tx, entry: AuditEntry): Promise<void> {
  await db.insert(auditEntries).values({
    at: entry.at,
    personId: entry.actor?.personId ?? null,
    action: entry.action,
    targetType: entry.target?.type ?? null,
    targetId: entry.target?.id ?? null,
    targetName: entry.target?.name?.slice(0, NAME_MAX_CHARS) ?? null,
    details: entry.details ?? {},
    ip: entry.actor?.ip ?? entry.ip ?? null,
  })
}
