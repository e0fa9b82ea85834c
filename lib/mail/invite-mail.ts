import 'server-only'
import type { Role } from '#lib/accounts/roles.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { INVITE_DAYS } from '#lib/invites/schema.ts'
import { letter, letterWords } from './letter.ts'
import type { Mail } from './mailer.ts'

/** The letter that brings an invitation. */
export function inviteMail(params: {
  to: string
  link: string
  role: Role
  invitedBy: string
  locale: Locale
}): Mail {
  const { to, link, role, invitedBy, locale } = params
  const t = letterWords(locale)
  const host = new URL(link).host
  return letter({
    to,
    locale,
    subject: t('invite.subject', { name: invitedBy }),
    paragraphs: [t('invite.what', { name: invitedBy, host }), t(`invite.role.${role}`)],
    link,
    action: t('invite.action'),
    note: t('invite.note', { days: INVITE_DAYS }),
  })
}
