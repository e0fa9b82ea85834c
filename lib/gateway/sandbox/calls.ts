import 'server-only'

/** One generation call, as the control endpoint lists it. */
export interface CallRecord {
  /** The answer's `x-request-id`. */
  id: string
  /** ISO 8601. */
  at: string
  /** As sent, directive included. */
  prompt: string
  model: string
  size: string
  /** As sent, reference data shortened to its kind and length. */
  extraFields: unknown
  responseFormat: string | null
  clientRequestId: string | null
  /** HTTP status, or what happened instead; `null` while the call runs. */
  outcome: number | 'reset-before' | 'reset' | 'aborted' | null
  /** Milliseconds; `null` while the call runs. */
  tookMs: number | null
}

const MOST = 5000

/** What was called, so that tests can show that nothing was paid for twice. */
export interface CallLog {
  add(call: CallRecord): void
  list(prompt?: string): CallRecord[]
  clear(): void
}

export function createCallLog(): CallLog {
  const calls: CallRecord[] = []
  return {
    add(call) {
      calls.push(call)
      if (calls.length > MOST) calls.shift()
    },
    list: (prompt) => calls.filter((call) => prompt === undefined || call.prompt === prompt),
    clear() {
      calls.length = 0
    },
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** A record of a request's body, whatever it holds. */
export function recordOf(body: unknown, id: string, clientRequestId: string | null): CallRecord {
  const fields: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {}
  return {
    id,
    at: new Date().toISOString(),
    prompt: text(fields.prompt),
    model: text(fields.model),
    size: text(fields.size),
    extraFields: shorten(fields.extra_fields),
    responseFormat: typeof fields.response_format === 'string' ? fields.response_format : null,
    clientRequestId,
    outcome: null,
    tookMs: null,
  }
}

function shorten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shorten)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]))
  }
  if (typeof value !== 'string' || value.length <= 300) return value
  return `${value.slice(0, value.indexOf(',') + 1 || 16).slice(0, 40)}… (${value.length} characters)`
}
