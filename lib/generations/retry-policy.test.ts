import { describe, expect, it } from 'vitest'
import { GATEWAY_FAILURE_KINDS, GatewayError } from '#lib/gateway/errors.ts'
import { automaticRetryMs } from './retry-policy.ts'

const error = (kind: (typeof GATEWAY_FAILURE_KINDS)[number], retryAfterMs?: number) =>
  new GatewayError(kind, 'x', retryAfterMs === undefined ? {} : { retryAfterMs })

describe('automaticRetryMs', () => {
  it('retries by itself only what cannot have cost anything', () => {
    const automatic = GATEWAY_FAILURE_KINDS.filter((kind) => automaticRetryMs(error(kind), 0) !== null)
    expect(automatic.sort()).toEqual(['rate_limited', 'unreachable', 'upstream_error'])
  })

  it('never retries an unknown outcome by itself', () => {
    expect(automaticRetryMs(error('outcome_unknown', 1), 0)).toBeNull()
  })

  it('retries an upstream error at most twice', () => {
    expect([0, 1, 2].map((retried) => automaticRetryMs(error('upstream_error'), retried) !== null)).toEqual([
      true,
      true,
      false,
    ])
  })

  it('backs off further each time and honours Retry-After up to five minutes', () => {
    expect(automaticRetryMs(error('rate_limited'), 0)).toBe(5_000)
    expect(automaticRetryMs(error('rate_limited'), 3)).toBe(40_000)
    expect(automaticRetryMs(error('rate_limited', 1_500), 3)).toBe(1_500)
    expect(automaticRetryMs(error('rate_limited', 3_600_000), 0)).toBe(300_000)
  })
})
