import 'server-only'
import { APIError } from 'better-auth/api'
import { recordAudit } from '#lib/audit/mutations.ts'
import { CLIENT_ADDRESS_HEADER, clientAddress, isSecure } from '#lib/client-address.ts'
import { AppError } from '#lib/errors.ts'
import { chosenPreferences } from '#lib/profile/data.ts'
import { preferenceCookies } from '#lib/profile/preference-cookies.ts'
import { addressKey, consume, giveBack, startAfresh } from '#lib/rate-limits.ts'
import type { Studio } from '#lib/studio.ts'
import { authOf, PERSON_SUSPENDED } from './auth.ts'
import type { MeDto } from './schema.ts'
import { liveSession } from './session.data.ts'
import { touchPerson } from './session.mutations.ts'

/** The browser at the other end. */
export interface Client {
  ip: string | null
  userAgent: string | null
  secure: boolean
}

export function clientOf(request: Request): Client {
  return {
    ip: clientAddress(request),
    userAgent: request.headers.get('user-agent'),
    secure: isSecure(request),
  }
}

type SignInStudio = Pick<Studio, 'db' | 'env' | 'events' | 'now' | 'signingSecret'>

export interface SignedIn {
  me: MeDto
  /** `Set-Cookie` lines. */
  cookies: string[]
}

/** Wrong passwords: by one address whatever the accounts, and at one account from wherever they come. */
const PER_ADDRESS = { points: 20, seconds: 15 * 60 }
const PER_ACCOUNT = { points: 10, seconds: 15 * 60 }

/** The longest address that mail servers take. */
const EMAIL_MAX_CHARS = 254

async function refusal(
  studio: SignInStudio,
  error: unknown,
  email: string,
  ip: string | null,
): Promise<AppError> {
  if (!(error instanceof APIError) || error.statusCode >= 500) throw error
  const suspended = error.body?.code === PERSON_SUSPENDED
  await recordAudit(studio.db, {
    at: studio.now(),
    actor: null,
    ip,
    action: 'session.sign_in_failed',
    details: { email: email.slice(0, EMAIL_MAX_CHARS), reason: suspended ? 'suspended' : 'wrong' },
  })
  // Only who knows the password is told that the account rests.
  return new AppError(suspended ? 'account_suspended' : 'wrong_sign_in', { cause: error })
}

/**
 * Signs a person in with e-mail and password. An unknown address and a wrong password are the same in words and, since a
 * hash is computed either way, about the same in time.
 *
 * @throws AppError `wrong_sign_in`, `account_suspended`, `too_many_attempts`
 */
export async function signIn(
  studio: SignInStudio,
  input: { email: string; password: string },
  client: Client,
): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase()
  const address = addressKey(client.ip)
  await consume(studio, 'sign-in:address', address, PER_ADDRESS)
  await consume(studio, 'sign-in:account', email, PER_ACCOUNT)

  const headers = new Headers()
  if (client.ip !== null) headers.set(CLIENT_ADDRESS_HEADER, client.ip)
  if (client.userAgent !== null) headers.set('user-agent', client.userAgent)
  const auth = authOf(studio, client.secure)
  let answer: { headers: Headers; response: { token: string } }
  try {
    answer = await auth.api.signInEmail({
      body: { email, password: input.password },
      headers,
      returnHeaders: true,
    })
  } catch (error) {
    throw await refusal(studio, error, email, client.ip)
  }

  await giveBack(studio, 'sign-in:address', address)
  await startAfresh(studio, 'sign-in:account', email)
  const session = await liveSession(studio.db, { token: answer.response.token }, studio.now())
  if (!session) throw new AppError('signed_out')
  const { me } = session
  await studio.db.transaction(async (tx) => {
    await touchPerson(tx, me.id, studio.now())
    await recordAudit(tx, {
      at: studio.now(),
      actor: { personId: me.id, role: me.role, ip: client.ip },
      action: 'session.signed_in',
      target: { type: 'person', id: me.id, name: me.name },
    })
    await studio.events.announce(tx, { type: 'person', id: me.id })
  })
  // The second browser speaks the language that was chosen in the first.
  const preferences = preferenceCookies(await chosenPreferences(studio.db, me.id))
  return { me, cookies: [...answer.headers.getSetCookie(), ...preferences] }
}
