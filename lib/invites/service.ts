import 'server-only'
import { setPassword } from '#lib/accounts/credentials.mutations.ts'
import { checkPassword, hashPassword } from '#lib/accounts/password.ts'
import { NAME_MAX_CHARS } from '#lib/accounts/schema.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { AppError } from '#lib/errors.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { oneLine } from '#lib/images/file-stem.ts'
import { inviteMail } from '#lib/mail/invite-mail.ts'
import { mailLink } from '#lib/mail/mailer.ts'
import { administer } from '#lib/people/administer.ts'
import { rolesToGive } from '#lib/people/rank.ts'
import { addressKey, consume, giveBack } from '#lib/rate-limits.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { newToken, tokenHash } from '#lib/tokens.ts'
import { inviteById, openInvite } from './data.ts'
import { insertInvite, insertPerson, revokeInvite, setInviteUser, spendInvite } from './mutations.ts'
import {
  type AcceptInput,
  INVITE_DAYS,
  type InviteDto,
  type InviteInput,
  type MadeInviteDto,
} from './schema.ts'

type Context = Pick<Studio, 'db' | 'env' | 'events' | 'log' | 'mailer' | 'now'>

const DAY_MS = 86_400_000

/** Attempts with links that lead nowhere, or with what is refused. */
const PER_ADDRESS = { points: 30, seconds: 15 * 60 }

/**
 * Makes a link by which one person can join. Says nothing of whether the address has an account: who holds the link
 * learns that when they use it.
 *
 * @param locale of the letter, where one is sent
 * @throws AppError `forbidden` for a role that is not the actor's to give; `invalid_input` for a letter without an address,
 * or where no mail can be sent
 */
export async function makeInvite(
  studio: Context,
  actor: Actor,
  input: InviteInput,
  locale: Locale,
): Promise<MadeInviteDto> {
  const email = input.email ?? null
  const to = input.send ? email : null
  if (input.send && to === null) {
    throw new AppError('invalid_input', { field: 'email', params: { problem: 'needed to send the link' } })
  }
  if (to !== null && mailLink(studio, '/') === null) {
    throw new AppError('invalid_input', { field: 'send', params: { problem: 'no mail is set up' } })
  }
  const now = studio.now()
  const token = newToken()
  const invite = await administer(studio, actor, async (tx, role): Promise<InviteDto> => {
    if (!rolesToGive(role).includes(input.role)) throw new AppError('forbidden')
    const id = crypto.randomUUID()
    await insertInvite(tx, {
      id,
      tokenHash: tokenHash(token),
      email,
      role: input.role,
      invitedBy: actor.personId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + INVITE_DAYS * DAY_MS),
    })
    // Without the address: the log is for good, and an address goes with its account.
    await recordAudit(tx, {
      at: now,
      actor,
      action: 'invite.made',
      target: { type: 'invite', id },
      details: { role: input.role, byMail: to !== null },
    })
    const made = await inviteById(tx, id, now)
    if (!made) throw new Error(`invitation ${id} was just made and is not there`)
    return made
  })
  const path = `/invite/${token}`
  const mail = to === null ? null : await sendInvite(studio, { to, invite, path, locale })
  return { invite, url: `${studio.env.BUNCH_URL ?? ''}${path}`, mail }
}

/** The invitation stands whether or not the letter leaves: its link can be passed on by hand. */
async function sendInvite(
  studio: Context,
  { to, invite, path, locale }: { to: string; invite: InviteDto; path: string; locale: Locale },
): Promise<'sent' | 'failed'> {
  const link = mailLink(studio, path)
  if (!link || !studio.mailer) return 'failed'
  const { role, invitedBy } = invite
  try {
    await studio.mailer.send(inviteMail({ to, link, role, invitedBy: invitedBy.name, locale }))
    return 'sent'
  } catch (error) {
    studio.log.warn({ err: error }, 'an invitation could not be sent by e-mail')
    return 'failed'
  }
}

/**
 * Takes an invitation back. Once more changes nothing.
 *
 * @throws AppError `not_found`; `invite_used` for one that was accepted: then there is a person to remove
 */
export async function takeInviteBack(studio: Context, actor: Actor, id: string): Promise<InviteDto> {
  return administer(studio, actor, async (tx) => {
    const now = studio.now()
    const revoked = await revokeInvite(tx, id, now)
    const invite = await inviteById(tx, id, now)
    if (!invite) throw new AppError('not_found')
    if (revoked) {
      await recordAudit(tx, { at: now, actor, action: 'invite.revoked', target: { type: 'invite', id } })
    } else if (invite.state === 'used') {
      throw new AppError('invite_used')
    }
    return invite
  })
}

/**
 * Makes the account that an invitation is for, once.
 *
 * @returns the new person's id
 * @throws AppError `link_invalid`; `email_taken`, told only to who holds a good link; what is wrong with name or password;
 * `too_many_attempts`
 */
export async function acceptInvite(
  studio: Pick<Studio, 'db' | 'events' | 'now'>,
  input: AcceptInput,
  ip: string | null,
): Promise<string> {
  const address = addressKey(ip)
  await consume(studio, 'invite:address', address, PER_ADDRESS)
  const open = await openInvite(studio.db, input.token, studio.now())
  // Before the password is hashed, which costs something.
  if (!open) throw new AppError('link_invalid')
  const name = oneLine(input.name, NAME_MAX_CHARS)
  if (name === '') throw new AppError('invalid_input', { field: 'name', params: { problem: 'empty' } })
  const email = open.email ?? input.email
  if (email === undefined || (input.email !== undefined && input.email !== email)) {
    throw new AppError('invalid_input', { field: 'email', params: { problem: 'not the invited address' } })
  }
  await checkPassword(input.password, { email, name })
  const password = await hashPassword(input.password)
  const personId = crypto.randomUUID()
  await studio.db.transaction(async (tx) => {
    const now = studio.now()
    const invite = await spendInvite(tx, input.token, now)
    if (!invite) throw new AppError('link_invalid')
    const made = await insertPerson(tx, {
      id: personId,
      name,
      email,
      role: invite.role,
      createdAt: now,
      updatedAt: now,
    })
    // Rolls the invitation back too: its holder may have meant another address, or has an account to sign in with.
    if (!made) throw new AppError('email_taken', { field: 'email' })
    await setInviteUser(tx, invite.id, personId)
    await setPassword(tx, { personId, password, now })
    await recordAudit(tx, {
      at: now,
      actor: { personId, role: invite.role, ip },
      action: 'person.joined',
      target: { type: 'person', id: personId, name },
      details: { role: invite.role, invite: invite.id, invitedBy: invite.invitedBy },
    })
    await studio.events.announce(tx, { type: 'person', id: personId })
  })
  await giveBack(studio, 'invite:address', address)
  return personId
}
