import 'server-only'
import * as z from 'zod/mini'
import type { Studio } from '#lib/studio.ts'
import { newToken, tokenHash } from '#lib/tokens.ts'
import { keepRoundTrip, takeRoundTrip } from './mutations.ts'
import { newSecrets, type RoundTripSecrets } from './provider.ts'

/** How long a person may take at the provider. */
export const ROUND_TRIP_SECONDS = 10 * 60

const roundTrip = z.object({
  secrets: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  /** The path of this studio to go to afterwards. */
  to: z.string(),
  /** The session in which linking began; `null` for signing in. */
  link: z.nullable(z.object({ personId: z.string(), sessionId: z.string() })),
})
export type RoundTrip = z.infer<typeof roundTrip>

type RoundTripStudio = Pick<Studio, 'db' | 'now'>

/**
 * A round trip is found by the state, which travels through the provider, together with a secret that stays in the
 * browser that began: with one of them alone nobody gets anywhere.
 */
const keyOf = (state: string, browser: string) => `oidc:${tokenHash(`${state} ${browser}`)}`

/** The secret of a browser, as its cookie tells it, or a new one: several round trips may be under way in one browser. */
export function browserSecret(told: string | undefined): string {
  return told !== undefined && /^[\w-]{43}$/.test(told) ? told : newToken()
}

export async function beginRoundTrip(
  { db, now }: RoundTripStudio,
  browser: string,
  trip: Omit<RoundTrip, 'secrets'>,
): Promise<RoundTripSecrets> {
  const secrets = newSecrets()
  const at = now()
  const value: RoundTrip = { ...trip, secrets }
  await keepRoundTrip(db, {
    key: keyOf(secrets.state, browser),
    value: JSON.stringify(value),
    now: at,
    expiresAt: new Date(at.getTime() + ROUND_TRIP_SECONDS * 1000),
  })
  return secrets
}

/** What the round trip with this state was for; once, in time, and in the browser that began it, else `null`. */
export async function endRoundTrip(
  { db, now }: RoundTripStudio,
  state: string | null,
  browser: string | undefined,
): Promise<RoundTrip | null> {
  if (state === null || browser === undefined) return null
  const value = await takeRoundTrip(db, keyOf(state, browser), now())
  return value === null ? null : roundTrip.parse(JSON.parse(value))
}
