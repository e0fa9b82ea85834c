import 'server-only'

/** The error envelope of the endpoint's family. */
interface Envelope {
  error: { message: string; type: string; param: string | null; code: string | null }
}

export interface ErrorAnswer {
  status: number
  message: string
  type?: string
  param?: string
  code?: string
  headers?: Record<string, string>
}

/** A documented or expected failure of the endpoint, thrown anywhere while a call is answered. */
export class SandboxError extends Error {
  readonly answer: ErrorAnswer

  constructor(answer: ErrorAnswer, options?: ErrorOptions) {
    super(answer.message, options)
    this.name = 'SandboxError'
    this.answer = answer
  }
}

export function errorResponse(answer: ErrorAnswer): Response {
  const fallback = answer.status < 500 ? 'invalid_request_error' : 'server_error'
  const body: Envelope = {
    error: {
      message: answer.message,
      type: answer.type ?? fallback,
      param: answer.param ?? null,
      code: answer.code ?? null,
    },
  }
  return Response.json(body, { status: answer.status, headers: answer.headers })
}
