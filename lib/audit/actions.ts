// Apart from the schema, so that the interface can list them without loading a validator into the page.

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
  'person.identity_unlinked',
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

/** What an action is about: the noun before the dot. */
export const AUDIT_NOUNS = [
  'session',
  'person',
  'password',
  'invite',
  'share',
  'board',
  'generation',
  'image',
  'key',
  'setting',
  'studio',
] as const

/** An action, or a noun for all of its actions. */
export type AuditFilter = AuditAction | (typeof AUDIT_NOUNS)[number]
