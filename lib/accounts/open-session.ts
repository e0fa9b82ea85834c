import 'server-only'
import { createHmac } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { recordAudit } from '#lib/audit/mutations.ts'
import { chosenPreferences } from '#lib/profile/data.ts'
import { preferenceCookies } from '#lib/profile/preference-cookies.ts'
import type { Studio } from '#lib/studio.ts'
import { authOf, cookieSecret, PERSON_SUSPENDED } from './auth.ts'
import { liveSession } from './session.data.ts'
import { touchPerson } from './session.mutations.ts'
import type { Client, SignedIn } from './sign-in.ts'

/**
 * Signs in a person who has shown in another way than by a password that it is them.
 *
 * @param how for the audit log
 * @returns `null` where the person may not be signed in, being suspended or removed
 */
export async function openSession(
  studio: Pick<Studio, 'db' | 'env' | 'events' | 'now' | 'signingSecret'>,
  personId: string,
  client: Client,
  how: Record<string, string>,
): Promise<SignedIn | null> {
  const { internalAdapter, authCookies } = await authOf(studio, client.secure).$context
  const token = await internalAdapter
    .createSession(personId, false, { ipAddress: client.ip, userAgent: client.userAgent })
    .then((made) => made.token)
    .catch((error: unknown) => {
      if (error instanceof APIError && error.body?.code === PERSON_SUSPENDED) return null
      throw error
    })
  const session = token && (await liveSession(studio.db, { token }, studio.now()))
  if (!session) return null
  const { me } = session
  await studio.db.transaction(async (tx) => {
    await touchPerson(tx, me.id, studio.now())
    await recordAudit(tx, {
      at: studio.now(),
      actor: { personId: me.id, role: me.role, ip: client.ip },
      action: 'session.signed_in',
      target: { type: 'person', id: me.id, name: me.name },
      details: how,
    })
    await studio.events.announce(tx, { type: 'person', id: me.id })
  })
  // As the library writes it when somebody signs in with a password.
  const { name, attributes } = authCookies.sessionToken
  const signature = createHmac('sha256', cookieSecret(studio)).update(token).digest('base64')
  const parts = [
    `${name}=${encodeURIComponent(`${token}.${signature}`)}`,
    `Max-Age=${attributes.maxAge}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(attributes.secure ? ['Secure'] : []),
  ]
  const preferences = preferenceCookies(await chosenPreferences(studio.db, me.id))
  return { me, cookies: [parts.join('; '), ...preferences] }
}
