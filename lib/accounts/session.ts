import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { recordAudit } from '#lib/audit/mutations.ts'
import { clientAddress, isSecure } from '#lib/client-address.ts'
import type { Tx } from '#lib/db/client.ts'
import { type Headed, requestCookie } from '#lib/request-cookie.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { cookieName, cookieSecret, SESSION_SECONDS } from './auth.ts'
import type { MeDto } from './schema.ts'
import { liveSession, type SessionRow } from './session.data.ts'
import { deleteSession, deleteSessions, touchSession } from './session.mutations.ts'

export interface Session {
  id: string
  actor: Actor
  me: MeDto
}

type SessionStudio = Pick<Studio, 'db' | 'now' | 'signingSecret'>

/** Use is written down this often: a page makes dozens of requests. */
const TOUCH_EVERY_MS = 5 * 60_000

/** The token of a cookie that we signed: `token.signature`, as better-auth writes it. */
function signedToken(value: string, secret: string): string | null {
  let text: string
  try {
    text = decodeURIComponent(value)
  } catch {
    // Not one that we wrote.
    return null
  }
  const dot = text.lastIndexOf('.')
  if (dot < 1) return null
  const token = text.slice(0, dot)
  const given = Buffer.from(text.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(token).digest()
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected) ? token : null
}

const actorOf = ({ me }: SessionRow, ip: string | null): Actor => ({ personId: me.id, role: me.role, ip })

/**
 * The session of a request, read from the database each time: a role, a suspension or a sign-out counts at once. Moves
 * the session's end, at most every few minutes.
 */
export async function sessionActor(studio: SessionStudio, request: Headed): Promise<Session | null> {
  const value = requestCookie(request, cookieName(isSecure(request)))
  const token = value === undefined ? null : signedToken(value, cookieSecret(studio))
  if (token === null) return null
  const now = studio.now()
  const row = await liveSession(studio.db, { token }, now)
  if (!row) return null
  if (now.getTime() - row.updatedAt.getTime() > TOUCH_EVERY_MS) {
    const expiresAt = new Date(now.getTime() + SESSION_SECONDS * 1000)
    await touchSession(studio.db, { id: row.id, personId: row.me.id, now, expiresAt })
  }
  return { id: row.id, actor: actorOf(row, clientAddress(request)), me: row.me }
}

/**
 * Who a session that was open a while ago belongs to now, for answers that last (event streams); `null` once it has ended.
 * Ask again whenever the bus tells of the person (`{ type: 'person', id }`).
 */
export async function actorOfSession(
  studio: Pick<Studio, 'db' | 'now'>,
  sessionId: string,
): Promise<Actor | null> {
  const row = await liveSession(studio.db, { id: sessionId }, studio.now())
  return row && actorOf(row, null)
}

/**
 * Ends a person's sessions, in the transaction of what is the reason for it, and tells every server.
 *
 * @param options.except the session that may go on: the one in which a person changes their own password
 * @returns how many have ended
 */
export async function endSessions(
  { events }: Pick<Studio, 'events'>,
  tx: Tx,
  personId: string,
  options: { except?: string } = {},
): Promise<number> {
  const ended = await deleteSessions(tx, personId, options.except)
  await events.announce(tx, { type: 'person', id: personId })
  return ended
}

/** Signs one browser out. */
export async function signOut(
  studio: Pick<Studio, 'db' | 'events' | 'now'>,
  { id, actor, me }: Session,
): Promise<void> {
  await studio.db.transaction(async (tx) => {
    await deleteSession(tx, id)
    const target = { type: 'person', id: me.id, name: me.name }
    await recordAudit(tx, { at: studio.now(), actor, action: 'session.signed_out', target })
    await studio.events.announce(tx, { type: 'person', id: me.id })
  })
}

/** The `Set-Cookie` line that makes a browser forget its session. */
export function forgetCookie(secure: boolean): string {
  return `${cookieName(secure)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}
