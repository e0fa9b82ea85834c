import 'server-only'
import { openSession } from '#lib/accounts/open-session.ts'
import { returnPath } from '#lib/accounts/return-path.ts'
import { endSessions, type Session } from '#lib/accounts/session.ts'
import type { Client } from '#lib/accounts/sign-in.ts'
import { recordAudit } from '#lib/audit/mutations.ts'
import type { Env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { addressKey, consume, giveBack } from '#lib/rate-limits.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { type OidcConfig, oidcConfig } from './config.ts'
import { waysToSignIn } from './data.ts'
import { ProviderUnreachableError } from './guarded-fetch.ts'
import { identify, linkIdentity } from './identify.ts'
import { dropIdentities } from './mutations.ts'
import type { OidcProblem } from './problems.ts'
import { type Identity, OidcProvider, ProviderRefusedError } from './provider.ts'
import { beginRoundTrip, endRoundTrip, type RoundTrip } from './round-trip.ts'

/** Round trips that one address may begin, and callbacks that lead to nothing. An office of a hundred people is one address. */
const BEGIN = { points: 300, seconds: 15 * 60 }
const FAIL = { points: 30, seconds: 15 * 60 }

/** Where linking begins and ends. */
const PROFILE_PATH = '/settings/security'

type SignOnStudio = Pick<Studio, 'db' | 'env' | 'events' | 'log' | 'now' | 'signingSecret'>

const providers = new WeakMap<Env, OidcProvider>()

/** Single sign-on of this studio. @throws AppError `not_found` where the operator did not set it up */
function setUp({ env, now }: Pick<Studio, 'env' | 'now'>): { config: OidcConfig; provider: OidcProvider } {
  const config = oidcConfig(env)
  if (!config) throw new AppError('not_found')
  const provider = providers.get(env) ?? new OidcProvider(config, now)
  providers.set(env, provider)
  return { config, provider }
}

/** Whether there is single sign-on, and what people call it. */
export function singleSignOn({ env }: Pick<Studio, 'env'>): { name: string | null } | null {
  const config = oidcConfig(env)
  return config && { name: config.name }
}

/** What went wrong, for the log and for people. Anything unexpected is thrown on. */
function problemOf(studio: Pick<Studio, 'log'>, thrown: unknown): OidcProblem {
  if (thrown instanceof AppError && thrown.code === 'too_many_attempts') return 'too_many_attempts'
  if (thrown instanceof ProviderUnreachableError) {
    studio.log.warn({ err: thrown }, 'the OpenID provider cannot be reached')
    return 'unreachable'
  }
  if (thrown instanceof ProviderRefusedError) {
    if (thrown.cancelled) return 'cancelled'
    studio.log.warn({ err: thrown }, 'the answer of the OpenID provider cannot be used')
    return 'refused'
  }
  throw thrown
}

/** A browser that begins: its secret (see `browserSecret`) and where it is. */
interface Browser {
  secret: string
  ip: string | null
}

/** Where a browser goes next. */
interface Way {
  /** An address at the provider, or a path of this studio. */
  to: string
  /** `Set-Cookie` lines. */
  cookies: string[]
}

async function begin(studio: SignOnStudio, trip: Omit<RoundTrip, 'secrets'>, browser: Browser): Promise<Way> {
  const { provider } = setUp(studio)
  try {
    await consume(studio, 'oidc:begin', addressKey(browser.ip), BEGIN)
    const secrets = await beginRoundTrip(studio, browser.secret, trip)
    return { to: await provider.authorizationUrl(secrets), cookies: [] }
  } catch (thrown) {
    return tell(problemOf(studio, thrown), trip)
  }
}

/** The page that tells of a problem. */
function tell(problem: OidcProblem, { to, link }: Pick<RoundTrip, 'to' | 'link'>): Way {
  const query = new URLSearchParams({ problem })
  if (!link && to !== '/') query.set('return', to)
  return { to: `${link ? PROFILE_PATH : '/sign-in'}?${query}`, cookies: [] }
}

/**
 * Sends a browser to the provider to sign in there.
 *
 * @param asked the path to come back to, as it came from outside
 * @throws AppError `not_found` where there is no single sign-on
 */
export async function startSignIn(
  studio: SignOnStudio,
  asked: string | null,
  browser: Browser,
): Promise<Way> {
  return begin(studio, { to: returnPath(asked), link: null }, browser)
}

/**
 * Sends the browser of a person who is signed in to the provider, to show which identity is theirs.
 *
 * @throws AppError `not_found` where there is no single sign-on
 */
export async function startLink(studio: SignOnStudio, session: Session, browser: Browser): Promise<Way> {
  const link = { personId: session.me.id, sessionId: session.id }
  return begin(studio, { to: PROFILE_PATH, link }, browser)
}

/**
 * Ends a round trip, whatever came of it.
 *
 * @param search the query of the callback
 * @param session who is signed in in this browser; only linking asks
 * @throws AppError `not_found` where there is no single sign-on
 */
export async function finishRoundTrip(
  studio: SignOnStudio,
  search: string,
  browser: { secret: string | undefined; client: Client; session: Session | null },
): Promise<Way> {
  const { config, provider } = setUp(studio)
  const { client, session } = browser
  let trip: RoundTrip | null = null
  try {
    await consume(studio, 'oidc:fail', addressKey(client.ip), FAIL)
    trip = await endRoundTrip(studio, new URLSearchParams(search).get('state'), browser.secret)
    if (!trip) return tell('expired', NOWHERE)
    const identity = await provider.redeem(search, trip.secrets)
    const done = trip.link
      ? await link(studio, identity, trip.link, session)
      : await enter(studio, config, identity, client)
    if ('problem' in done) return tell(done.problem, trip)
    await giveBack(studio, 'oidc:fail', addressKey(client.ip))
    return { to: trip.to, cookies: done.cookies }
  } catch (thrown) {
    return tell(problemOf(studio, thrown), trip ?? NOWHERE)
  }
}

const NOWHERE = { to: '/', link: null }

type Done = { cookies: string[] } | { problem: OidcProblem }

async function enter(
  studio: SignOnStudio,
  config: OidcConfig,
  identity: Identity,
  client: Client,
): Promise<Done> {
  const { issuer, verifiedEmail } = identity
  const found = await identify(studio, config, identity, client.ip)
  const signedIn = 'personId' in found && (await openSession(studio, found.personId, client, { issuer }))
  if (signedIn) return signedIn
  // Suspended between the one question and the other.
  const problem = 'problem' in found ? found.problem : 'suspended'
  await recordAudit(studio.db, {
    at: studio.now(),
    actor: null,
    ip: client.ip,
    action: 'session.sign_in_failed',
    details: { issuer, email: verifiedEmail, reason: problem },
  })
  return { problem }
}

async function link(
  studio: SignOnStudio,
  identity: Identity,
  begun: { personId: string; sessionId: string },
  session: Session | null,
): Promise<Done> {
  if (session?.id !== begun.sessionId || session.me.id !== begun.personId) return { problem: 'session_ended' }
  const problem = await linkIdentity(studio, identity, session)
  return problem ? { problem } : { cookies: [] }
}

/**
 * Takes the person's identities at the provider from them, and ends their other sessions: whoever signed in so is out.
 *
 * @throws AppError `conflict` where no password remains to sign in with
 */
export async function unlink(
  studio: Pick<Studio, 'db' | 'events' | 'now'>,
  { id, actor, me }: Session,
): Promise<void> {
  await studio.db.transaction(async (tx) => {
    const { password, identities } = await waysToSignIn(tx, actor)
    if (identities === 0) return
    if (!password) throw new AppError('conflict')
    await dropIdentities(tx, me.id)
    await recordAudit(tx, {
      at: studio.now(),
      actor,
      action: 'person.identity_unlinked',
      target: { type: 'person', id: me.id, name: me.name },
    })
    await endSessions(studio, tx, me.id, { except: id })
  })
}

/** What the profile shows of single sign-on; `null` where there is none. */
export async function linkState(
  studio: Pick<Studio, 'db' | 'env'>,
  actor: Actor,
): Promise<{ name: string | null; linked: boolean; password: boolean } | null> {
  const offered = singleSignOn(studio)
  if (!offered) return null
  const { password, identities } = await waysToSignIn(studio.db, actor)
  return { ...offered, linked: identities > 0, password }
}
