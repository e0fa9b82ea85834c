import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { AUDIT_ACTIONS, AUDIT_NOUNS } from './actions.ts'

export { AUDIT_ACTIONS, type AuditAction } from './actions.ts'

export const auditEntryDto = z.object({
  id: z.uuid(),
  at: z.string(),
  /** `null` where nobody was signed in. */
  person: z.nullable(personRef),
  action: z.enum(AUDIT_ACTIONS),
  targetType: z.nullable(z.string()),
  targetId: z.nullable(z.string()),
  targetName: z.nullable(z.string()),
  details: z.record(z.string(), z.nullable(z.union([z.string(), z.number(), z.boolean()]))),
  ip: z.nullable(z.string()),
})
export type AuditEntryDto = z.infer<typeof auditEntryDto>

export const auditPageDto = z.object({ items: z.array(auditEntryDto), nextCursor: z.nullable(z.string()) })
export type AuditPageDto = z.infer<typeof auditPageDto>

/**
 * What of the log is wanted. `action` is an action or a noun, which means all of its actions; `from` (included) and `to`
 * (not included) are moments, so that a day is the reader's day and not the server's.
 */
export const auditQuery = z.strictObject({
  person: z.optional(z.uuid()),
  action: z.optional(z.enum([...AUDIT_NOUNS, ...AUDIT_ACTIONS])),
  from: z.optional(z.iso.datetime({ offset: true })),
  to: z.optional(z.iso.datetime({ offset: true })),
})
export type AuditQuery = z.infer<typeof auditQuery>
