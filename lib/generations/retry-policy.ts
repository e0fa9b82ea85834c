import { failurePolicy, type GatewayError } from '#lib/gateway/errors.ts'

/** How often a failure is retried by itself, and from which pause on; the pause doubles each time. */
const AUTOMATIC = {
  rate_limited: { times: 8, firstMs: 5_000 },
  upstream_error: { times: 2, firstMs: 2_000 },
  unreachable: { times: 4, firstMs: 2_000 },
} as const

const LONGEST_MS = 5 * 60_000

/**
 * Milliseconds until a failed call is tried again by itself, or `null` where a person decides. The gateway's own
 * Retry-After counts, up to five minutes; many gateways send none with a 429.
 *
 * @param retried how often this picture was retried by itself already
 */
export function automaticRetryMs(error: GatewayError, retried: number): number | null {
  if (failurePolicy(error.kind).retry !== 'automatic') return null
  const rule = AUTOMATIC[error.kind as keyof typeof AUTOMATIC]
  if (retried >= rule.times) return null
  return Math.min(error.details.retryAfterMs ?? rule.firstMs * 2 ** retried, LONGEST_MS)
}
