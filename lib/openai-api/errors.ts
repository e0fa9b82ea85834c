import 'server-only'
import { AppError, type AppErrorCode } from '#lib/errors.ts'
import type { GatewayFailureKind } from '#lib/gateway/errors.ts'
import { errorMessage } from '#lib/http.ts'
import type { FailureDto } from '#lib/images/schema.ts'

/** `error` of OpenAI's envelope. */
export interface ApiErrorBody {
  message: string
  type: string
  param: string | null
  code: string
}

/** An answer of `/v1` that is not a success. */
export class ApiError extends Error {
  readonly status: number
  readonly body: ApiErrorBody
  /** The run this is about, where one was accepted: it can be asked for by its id. */
  readonly runId: string | undefined
  /** Whether an SDK may send the request again by itself: only where nothing was accepted and waiting helps. */
  readonly mayRetry: boolean

  constructor(
    status: number,
    code: string,
    message: string,
    options: { param?: string; type?: string; mayRetry?: boolean; runId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'ApiError'
    this.status = status
    this.runId = options.runId
    this.mayRetry = options.mayRetry ?? false
    const type = options.type ?? (status >= 500 ? 'server_error' : 'invalid_request_error')
    this.body = { message, type, param: options.param ?? null, code }
  }
}

/** What a program calls the fields that the studio's errors name. */
const PARAMS: Record<string, string> = {
  referenceIds: 'extra_fields.reference_images',
  ratio: 'extra_fields.aspect_ratio',
  tier: 'size',
  temperature: 'extra_fields.temperature',
}

/** Answers that promise that nothing was accepted, and that a little later it may be. */
const PASSING: readonly AppErrorCode[] = ['starting', 'draining']

function fromAppError(error: AppError): ApiError {
  const { field } = error
  return new ApiError(error.status, error.code, errorMessage(error), {
    ...(field === undefined ? {} : { param: PARAMS[field] ?? field }),
    mayRetry: PASSING.includes(error.code),
    cause: error,
  })
}

interface FailureAnswer {
  status: number
  code: string
  message: string
  type?: string
}

/** How the end of a picture is told to a program, and in which words where the gateway had none. */
const FAILURES: Record<GatewayFailureKind | 'internal' | 'storage_full', FailureAnswer> = {
  refused: {
    status: 400,
    code: 'content_policy_violation',
    type: 'image_generation_user_error',
    message: 'The model refused this request. Change the prompt.',
  },
  no_image: { status: 502, code: 'no_image', message: 'The model answered without a picture.' },
  gateway_storage: {
    status: 502,
    code: 'gateway_storage',
    message: 'The gateway could not store the picture.',
  },
  invalid_request: { status: 400, code: 'invalid_request', message: 'The gateway rejected the request.' },
  bad_key: { status: 503, code: 'gateway_key_rejected', message: 'The gateway rejected the studio’s key.' },
  quota: { status: 503, code: 'gateway_quota', message: 'The studio’s account at the gateway is used up.' },
  forbidden: { status: 503, code: 'gateway_forbidden', message: 'The gateway refused the studio’s account.' },
  rate_limited: {
    status: 429,
    code: 'rate_limit_exceeded',
    type: 'rate_limit_error',
    message: 'The gateway is limiting the studio’s calls. Try again later.',
  },
  model_unavailable: {
    status: 503,
    code: 'model_not_found',
    message: 'The gateway does not offer this model.',
  },
  upstream_error: { status: 502, code: 'upstream_error', message: 'The gateway failed several times.' },
  unreachable: { status: 502, code: 'gateway_unreachable', message: 'The gateway could not be reached.' },
  outcome_unknown: {
    status: 504,
    code: 'outcome_unknown',
    message: 'The gateway did not answer. The picture may have been made and charged.',
  },
  result_lost: {
    status: 502,
    code: 'result_lost',
    message: 'The picture was made but could not be downloaded.',
  },
  internal: { status: 500, code: 'internal', message: 'The studio failed after the call.' },
  storage_full: { status: 507, code: 'storage_full', message: 'The studio’s disk is full.' },
}

/** A picture's failure as an answer. The gateway's own words go first: programs written for it match on them. */
export function fromFailure(failure: Pick<FailureDto, 'kind' | 'message' | 'param'>): ApiError {
  const { status, code, message, type } = FAILURES[failure.kind]
  const words = failure.message ?? ''
  return new ApiError(status, code, words === '' ? message : words, {
    ...(type === undefined ? {} : { type }),
    ...(failure.param === null ? {} : { param: failure.param }),
  })
}

/** The answer for anything thrown, and whether it is worth a line in the log. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  if (thrown instanceof AppError) return fromAppError(thrown)
  return new ApiError(500, 'internal', 'The studio failed; its log says why.', { cause: thrown })
}
