import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'

/** What the audit log tells of: `noun.verb`. Texts are under `audit.action` in `messages/`. */
export const AUDIT_ACTIONS = [
  'studio.set_up',
  'session.signed_in',
  'session.sign_in_failed',
  'session.signed_out',
  'session.ended',
  'person.joined',
  'person.role_changed',
  'person.suspended',
  'person.restored',
  'person.removed',
  'person.signed_out_by_admin',
  'person.profile_changed',
  'person.identity_linked',
  'password.changed',
  'password.link_made',
  'password.reset',
  'invite.made',
  'invite.revoked',
  'share.made',
  'share.changed',
  'share.revoked',
  'share.rotated',
  'share.password_failed',
  'board.made',
  'board.changed',
  'board.archived',
  'board.restored',
  'board.deleted',
  'board.transferred',
  'generation.deleted',
  'generation.restored',
  'generation.privacy_changed',
  'image.deleted',
  'image.restored',
  'key.made',
  'key.revoked',
  'setting.changed',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

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
