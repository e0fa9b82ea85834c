import 'server-only'
import { createHmac } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { CLIENT_ADDRESS_HEADER } from '#lib/client-address.ts'
import type { Db } from '#lib/db/client.ts'
import type { Studio } from '#lib/studio.ts'
import { AUTH_FIELDS, authDatabase } from './auth.data.ts'
import { PASSWORD } from './limits.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { personStanding } from './session.data.ts'

const DAY_SECONDS = 24 * 60 * 60

/** A session ends so long after its last use. */
export const SESSION_SECONDS = 30 * DAY_SECONDS

/**
 * How long a browser keeps the cookie: the longest that browsers allow. When a session ends is for its row to say; a
 * cookie with an end of its own would have to be sent again and again, which a page cannot do.
 */
const COOKIE_SECONDS = 400 * DAY_SECONDS

/** Over https the name itself binds the cookie to this host and to TLS. */
export const cookieName = (secure: boolean) => (secure ? '__Host-bunch_session' : 'bunch_session')

type AuthStudio = Pick<Studio, 'db' | 'env' | 'signingSecret'>

/** The key that signs session cookies. Not the studio's own secret, which also signs links. */
export function cookieSecret({ signingSecret }: Pick<Studio, 'signingSecret'>): string {
  return createHmac('sha256', signingSecret).update('session cookies').digest('base64url')
}

function create(studio: AuthStudio, secure: boolean) {
  const { db, env } = studio
  return betterAuth({
    baseURL: env.BUNCH_URL ?? `http://localhost:${env.PORT}`,
    secret: cookieSecret(studio),
    telemetry: { enabled: false },
    // Ours (lib/rate-limits.ts) is kept in the database, and knows addresses behind proxies.
    rateLimit: { enabled: false },
    // Failures are answered, and written to the audit log, by whoever calls.
    logger: { disabled: true },
    database: authDatabase(db),
    user: { fields: AUTH_FIELDS.user },
    session: {
      fields: AUTH_FIELDS.owned,
      // Of the cookie; the row's own end is set below.
      expiresIn: COOKIE_SECONDS,
      // It would keep people signed in who were suspended a moment ago.
      cookieCache: { enabled: false },
    },
    account: { fields: AUTH_FIELDS.owned },
    emailAndPassword: {
      enabled: true,
      // People come by set-up, by invitation, or from the OpenID provider.
      disableSignUp: true,
      minPasswordLength: PASSWORD.minChars,
      maxPasswordLength: PASSWORD.maxChars,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    advanced: {
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // The library's own prefix is `__Secure-`; ours stands in the name.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: cookieName(secure),
          attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
    databaseHooks: {
      session: {
        create: {
          /** However somebody signs in: who was suspended or removed gets no session. */
          before: async ({ userId }) => {
            const standing = await personStanding(db, userId)
            if (standing !== 'active') throw new APIError('FORBIDDEN', { code: PERSON_SUSPENDED })
            return { data: { expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000) } }
          },
        },
      },
    },
  })
}

/** Code of the error with which the library refuses a session to a person whose account rests. */
export const PERSON_SUSPENDED = 'PERSON_SUSPENDED'

type Auth = ReturnType<typeof create>

const made = new WeakMap<Db, { plain?: Auth; secure?: Auth }>()

/** The library, set up once per studio and kind of cookie. None of its endpoints is reachable; our routes call it. */
export function authOf(studio: AuthStudio, secure: boolean): Auth {
  const both = made.get(studio.db) ?? {}
  made.set(studio.db, both)
  const kind = secure ? 'secure' : 'plain'
  both[kind] ??= create(studio, secure)
  return both[kind]
}
