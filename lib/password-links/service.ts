import 'server-only'
import { setPassword } from '#lib/accounts/credentials.mutations.ts'
import { checkPassword, hashPassword } from '#lib/accounts/password.ts'
import { endSessions } from '#lib/accounts/session.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { AppError } from '#lib/errors.ts'
import { LOCALES, type Locale } from '#lib/i18n/locales.ts'
import { mailLink, mailProblem } from '#lib/mail/mailer.ts'
import { passwordMail } from '#lib/mail/password-mail.ts'
import { administerPerson } from '#lib/people/administer.ts'
import { lockPerson } from '#lib/people/mutations.ts'
import { addressKey, consume, giveBack } from '#lib/rate-limits.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { newToken, tokenHash } from '#lib/tokens.ts'
import { openPasswordLink, personToRemind } from './data.ts'
import { replacePasswordLink, spendPasswordLink } from './mutations.ts'
import { type MadePasswordLinkDto, PASSWORD_LINK_HOURS, type ResetInput } from './schema.ts'

type Context = Pick<Studio, 'db' | 'env' | 'events' | 'log' | 'mailer' | 'now'>

/** Attempts with links that lead nowhere, or with what is refused. */
const PER_ADDRESS = { points: 30, seconds: 15 * 60 }
/** Letters asked for. */
const FORGOT_PER_ADDRESS = { points: 20, seconds: 3600 }
const FORGOT_PER_ACCOUNT = { points: 5, seconds: 3600 }

function newLink(now: Date) {
  const token = newToken()
  return {
    path: `/reset/${token}`,
    row: {
      id: crypto.randomUUID(),
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + PASSWORD_LINK_HOURS * 3_600_000),
    },
  }
}

/** Makes a link by which a person sets a new password, for an admin to pass on. @throws AppError `not_found`, `forbidden` */
export async function makePasswordLink(
  studio: Context,
  actor: Actor,
  personId: string,
): Promise<MadePasswordLinkDto> {
  const now = studio.now()
  const { path, row } = newLink(now)
  await administerPerson(studio, actor, personId, async (tx, person) => {
    await replacePasswordLink(tx, { ...row, personId, madeBy: actor.personId })
    await recordAudit(tx, {
      at: now,
      actor,
      action: 'password.link_made',
      target: { type: 'person', id: personId, name: person.name },
    })
  })
  return { url: `${studio.env.BUNCH_URL ?? ''}${path}`, expiresAt: row.expiresAt.toISOString() }
}

/**
 * Somebody forgot their password. Whether the address is anybody's is looked up after the answer: neither words nor time
 * give it away.
 *
 * @throws AppError `not_found` where no mail can be sent; `too_many_attempts`, whether or not there is such an account
 */
export async function askForPasswordLink(
  studio: Context,
  params: { email: string; locale: Locale; ip: string | null },
): Promise<void> {
  if (mailProblem(studio) !== null) throw new AppError('not_found')
  await consume(studio, 'forgot:address', addressKey(params.ip), FORGOT_PER_ADDRESS)
  await consume(studio, 'forgot:account', params.email, FORGOT_PER_ACCOUNT)
  setImmediate(() => {
    remindOfPassword(studio, params).catch((error: unknown) => {
      studio.log.warn({ err: error }, 'a letter with a password link could not be sent')
    })
  })
}

/** Sends a letter with a link to a new password, if the address is somebody's. */
export async function remindOfPassword(
  studio: Context,
  params: { email: string; locale: Locale; ip: string | null },
): Promise<void> {
  const { email, ip } = params
  const person = await personToRemind(studio.db, email)
  if (!person || !studio.mailer) return
  const now = studio.now()
  const { path, row } = newLink(now)
  const link = mailLink(studio, path)
  if (link === null) return
  await studio.db.transaction(async (tx) => {
    await replacePasswordLink(tx, { ...row, personId: person.id, madeBy: null })
    await recordAudit(tx, {
      at: now,
      actor: null,
      ip,
      action: 'password.link_made',
      target: { type: 'person', id: person.id, name: person.name },
      details: { byMail: true },
    })
  })
  const locale = LOCALES.find((known) => known === person.locale) ?? params.locale
  await studio.mailer.send(passwordMail({ to: email, link, locale }))
}

/**
 * Sets a new password by a link, once, and ends every session of the person.
 *
 * @returns the person's id
 * @throws AppError `link_invalid`; what is wrong with the password; `too_many_attempts`
 */
export async function resetPassword(
  studio: Pick<Studio, 'db' | 'events' | 'now'>,
  input: ResetInput,
  ip: string | null,
): Promise<string> {
  const address = addressKey(ip)
  await consume(studio, 'reset:address', address, PER_ADDRESS)
  const open = await openPasswordLink(studio.db, input.token, studio.now())
  // Before the password is hashed, which costs something.
  if (!open) throw new AppError('link_invalid')
  await checkPassword(input.password, open)
  const password = await hashPassword(input.password)
  const { personId } = open
  await studio.db.transaction(async (tx) => {
    const now = studio.now()
    const person = await lockPerson(tx, personId)
    const link = person?.suspendedAt === null ? await spendPasswordLink(tx, input.token, now) : null
    if (!person || !link) throw new AppError('link_invalid')
    await setPassword(tx, { personId, password, now })
    await endSessions(studio, tx, personId)
    await recordAudit(tx, {
      at: now,
      actor: { personId, role: person.role, ip },
      action: 'password.reset',
      target: { type: 'person', id: personId, name: person.name },
      details: { linkBy: link.madeBy },
    })
  })
  await giveBack(studio, 'reset:address', address)
  return personId
}
