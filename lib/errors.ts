/**
 * Failures a request can meet that are not the gateway's. Codes are stable and translated under `errors.<code>` in
 * `messages/`; `field` names the input at fault, and every text names the remedy.
 */
export const APP_ERRORS = {
  invalid_input: 400,
  invalid_json: 400,
  prompt_empty: 400,
  prompt_too_long: 400,
  tier_not_offered: 400,
  ratio_not_offered: 400,
  temperature_not_offered: 400,
  temperature_out_of_range: 400,
  too_many_references: 400,
  references_too_large: 413,
  reference_not_found: 400,
  kit_not_found: 400,
  kit_changed: 409,
  forbidden_word: 400,
  sent_prompt_too_long: 400,
  reference_unreadable: 415,
  reference_too_large: 413,
  reference_url_invalid: 400,
  reference_url_forbidden: 400,
  reference_url_unreachable: 400,
  too_many_tags: 400,
  too_many_prompts: 409,
  matrix_too_large: 400,
  matrix_empty: 400,
  matrix_pictures_differ: 409,
  matrix_cell_refused: 400,
  not_found: 404,
  conflict: 409,
  not_retryable: 409,
  not_cancellable: 409,
  unauthorized: 401,
  signed_out: 401,
  wrong_sign_in: 401,
  account_suspended: 403,
  not_set_up: 503,
  forbidden: 403,
  too_many_attempts: 429,
  too_many_keys: 409,
  too_many_searches: 409,
  search_name_taken: 409,
  avatar_unreadable: 415,
  avatar_too_large: 413,
  password_wrong: 400,
  link_invalid: 404,
  share_revoked: 409,
  invite_used: 409,
  email_taken: 409,
  last_owner: 409,
  not_yourself: 409,
  password_too_short: 400,
  password_too_long: 400,
  password_too_common: 400,
  password_is_own: 400,
  storage_full: 507,
  starting: 503,
  draining: 503,
  internal: 500,
} as const satisfies Record<string, number>

export type AppErrorCode = keyof typeof APP_ERRORS
export type ErrorParams = Record<string, string | number>

export class AppError extends Error {
  readonly code: AppErrorCode
  readonly status: number
  readonly field: string | undefined
  readonly params: ErrorParams
  /** See `ErrorBody`. */
  readonly because: AppError | undefined

  constructor(
    code: AppErrorCode,
    options: { field?: string; params?: ErrorParams; because?: AppError; cause?: unknown } = {},
  ) {
    super(code, { cause: options.cause ?? options.because })
    this.name = 'AppError'
    this.code = code
    this.status = APP_ERRORS[code]
    this.field = options.field
    this.params = options.params ?? {}
    this.because = options.because
  }
}

/** What is wrong, in a form that the interface has words for. */
interface Wrong {
  code: AppErrorCode
  field?: string
  params?: ErrorParams
}

/** The body of every error answer of the app's own API. `message` is English; the interface translates `code`. */
export interface ErrorBody {
  error: Wrong & {
    message: string
    requestId?: string
    /** What stood in the way of a part, where the error is of a whole: its words are the `problem` of the whole's. */
    because?: Wrong
  }
}
