/**
 * How a call to an image gateway can fail, and what each failure means for retries and money: the error table of the
 * endpoint's family as data. Isomorphic: the interface explains failures from the same table the worker obeys.
 */

/** `automatic`: the worker tries again by itself. `by_hand`: a person may. `no`: sending the same again cannot help. */
export type RetryPolicy = 'automatic' | 'by_hand' | 'no'
/** Whether the gateway may have charged for the call. */
export type Billed = 'yes' | 'no' | 'unknown'

interface FailurePolicy {
  retry: RetryPolicy
  billed: Billed
  /** The key or the account is the problem: every further call would fail the same way. */
  stopsQueue?: true
}

export const GATEWAY_FAILURES = {
  /** The model returned nothing, or named a content policy. */
  refused: { retry: 'no', billed: 'yes' },
  /** A 200 without a picture; the model's own text is shown if there is any. */
  no_image: { retry: 'by_hand', billed: 'yes' },
  /** The gateway made the picture and failed to store it. */
  gateway_storage: { retry: 'by_hand', billed: 'yes' },
  /** 400, 413, 422. */
  invalid_request: { retry: 'no', billed: 'no' },
  /** 401. */
  bad_key: { retry: 'by_hand', billed: 'no', stopsQueue: true },
  /** 403 `insufficient_user_quota`. */
  quota: { retry: 'by_hand', billed: 'no', stopsQueue: true },
  /** 403, any other. */
  forbidden: { retry: 'by_hand', billed: 'no', stopsQueue: true },
  /** 429. */
  rate_limited: { retry: 'automatic', billed: 'no' },
  /** 503 with code `model_not_found`: no channel offers the model. */
  model_unavailable: { retry: 'by_hand', billed: 'no' },
  /** 500, and 503 of any other kind: at most two automatic retries. */
  upstream_error: { retry: 'automatic', billed: 'no' },
  /** The connection failed before the request was sent. */
  unreachable: { retry: 'automatic', billed: 'no' },
  /** Sent, and no answer: the picture may have been made and paid for. Never retried by itself. */
  outcome_unknown: { retry: 'by_hand', billed: 'unknown' },
  /** The gateway answered with a link, and the picture could not be downloaded from it. The link is kept. */
  result_lost: { retry: 'by_hand', billed: 'yes' },
} as const satisfies Record<string, FailurePolicy>

export type GatewayFailureKind = keyof typeof GATEWAY_FAILURES
export const GATEWAY_FAILURE_KINDS = Object.keys(GATEWAY_FAILURES) as [
  GatewayFailureKind,
  ...GatewayFailureKind[],
]

/** The policy of a kind, widened so that every kind answers every question. */
export function failurePolicy(kind: GatewayFailureKind): FailurePolicy {
  return GATEWAY_FAILURES[kind]
}

export interface GatewayErrorDetails {
  /** HTTP status of the gateway's answer, if there was one. */
  status?: number
  /** `error.code` of the gateway's envelope. */
  code?: string
  /** `error.param` of the gateway's envelope: the field at fault. */
  param?: string
  /** The gateway's id of the call (`x-request-id` and its kin). */
  requestId?: string
  /** How long the gateway asked us to wait, in milliseconds. */
  retryAfterMs?: number
  /** The gateway's own explanation, safe to show. `message` says the same, or what happened in our words. */
  gatewayWords?: string
  /** The model's own words, where it answered with text instead of a picture. */
  modelText?: string
  /** Where the picture was said to be, for `result_lost`. */
  resultUrl?: string
  /** What happened on our side, for the record of the call: of a call without an outcome, which way it was lost. */
  reason?: string
  cause?: unknown
}

/** A failed call, with everything a person or the worker needs to decide what to do next. */
export class GatewayError extends Error {
  readonly kind: GatewayFailureKind
  readonly details: GatewayErrorDetails

  constructor(kind: GatewayFailureKind, message: string, details: GatewayErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'GatewayError'
    this.kind = kind
    this.details = details
  }
}
