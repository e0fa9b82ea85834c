import 'server-only'
import { checkPassword, hashPassword, verifyPassword } from '#lib/accounts/password.ts'
import { endSessions } from '#lib/accounts/session.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import { AppError } from '#lib/errors.ts'
import { consume, startAfresh } from '#lib/rate-limits.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { passwordHashOf } from './data.ts'
import { deviceOf } from './device.ts'
import { removeSession, replacePassword } from './mutations.ts'
import type { PasswordChange } from './schema.ts'

type Context = Pick<Studio, 'db' | 'now' | 'events'>

/** Guesses of the present password by whoever sits at an open browser. */
const GUESSES = { points: 10, seconds: 15 * 60 }

/** The person and the browser they act in. */
interface Self {
  actor: Actor
  me: { name: string; email: string }
  sessionId: string
}

/**
 * Changes a person's own password: whoever knows the present one. Every other session of theirs ends, and so does every
 * link with which a password could be set.
 *
 * @throws AppError `password_wrong`, `too_many_attempts`, `not_found` where they have no password, and as `checkPassword`
 */
export async function changePassword(
  context: Context,
  { actor, me, sessionId }: Self,
  { current, next }: PasswordChange,
): Promise<void> {
  const { personId } = actor
  await consume(context, 'password-change', personId, GUESSES)
  const from = await passwordHashOf(context.db, personId)
  if (from === null) throw new AppError('not_found')
  if (!(await verifyPassword(from, current))) throw new AppError('password_wrong', { field: 'current' })
  await checkPassword(next, me)
  const to = await hashPassword(next)
  const at = context.now()
  await context.db.transaction(async (tx) => {
    const changed = await replacePassword(tx, { personId, from, to, at })
    if (!changed) throw new AppError('password_wrong', { field: 'current' })
    const ended = await endSessions(context, tx, personId, { except: sessionId })
    await recordAudit(tx, {
      at,
      actor,
      action: 'password.changed',
      target: { type: 'person', id: personId, name: me.name },
      details: { sessions: ended },
    })
  })
  await startAfresh(context, 'password-change', personId)
}

/** Signs one of the person's own browsers out. @throws AppError `not_found` */
export async function endSession(context: Context, actor: Actor, id: string): Promise<void> {
  const at = context.now()
  await context.db.transaction(async (tx) => {
    const ended = await removeSession(tx, { personId: actor.personId, id })
    if (!ended) throw new AppError('not_found')
    const { browser, system } = deviceOf(ended.userAgent)
    const name = [browser, system].filter(Boolean).join(', ') || null
    await recordAudit(tx, { at, actor, action: 'session.ended', target: { type: 'session', id, name } })
    await context.events.announce(tx, { type: 'person', id: actor.personId })
  })
}

/** Signs the person out everywhere, where they act too. */
export async function endAllSessions(context: Context, actor: Actor): Promise<void> {
  const at = context.now()
  await context.db.transaction(async (tx) => {
    const sessions = await endSessions(context, tx, actor.personId)
    await recordAudit(tx, { at, actor, action: 'session.ended', details: { sessions } })
  })
}
