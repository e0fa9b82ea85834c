import 'server-only'
import { createTranslator } from 'next-intl'
import type { z } from 'zod/mini'
import { type Capability, type MeDto, may } from '#lib/accounts/schema.ts'
import { sessionActor } from '#lib/accounts/session.ts'
import { clientAddress } from '#lib/client-address.ts'
import { AppError, type ErrorBody } from '#lib/errors.ts'
import { getStudio } from '#lib/server.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import en from '#messages/en.json'

interface AnyCall<Params> {
  request: Request
  params: Params
  studio: Studio
  /** Also in the answer's `x-request-id` and in the log. */
  requestId: string
}

/** A request of somebody who is signed in. */
export interface Call<Params> extends AnyCall<Params> {
  actor: Actor
  me: MeDto
  sessionId: string
}

/** A request of whoever it may be. */
export interface PublicCall<Params> extends AnyCall<Params> {
  ip: string | null
}

const english = createTranslator({ locale: 'en', messages: en, namespace: 'errors' })

/** The English sentence of an application error, as programs see it. */
export function errorMessage(error: AppError): string {
  const because = error.because && { problem: errorMessage(error.because) }
  return english(error.code, { ...error.params, ...because, field: error.field ?? '' })
}

/** What is wrong, without words; what says nothing is left out. */
function wrongOf({ code, field, params }: AppError): Pick<ErrorBody['error'], 'code' | 'field' | 'params'> {
  return {
    code,
    ...(field === undefined ? {} : { field }),
    ...(Object.keys(params).length === 0 ? {} : { params }),
  }
}

/** The answer for anything thrown while a request was handled. Unexpected errors are logged with their cause. */
function errorResponse(
  thrown: unknown,
  call: Pick<AnyCall<never>, 'request' | 'requestId'>,
  studio: Studio | null,
): Response {
  const { request, requestId } = call
  const error = thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown })
  if (error.status >= 500) studio?.log.error({ err: thrown, requestId }, 'request failed')
  const body: ErrorBody = {
    error: {
      ...wrongOf(error),
      message: errorMessage(error),
      ...(error.because && { because: wrongOf(error.because) }),
      requestId,
    },
  }
  return Response.json(body, {
    status: error.status,
    headers: {
      'x-request-id': requestId,
      'cache-control': 'no-store',
      // A browser shows it in a frame, from where the page reads it: as text, to which nothing is added.
      ...(isForm(request) && { 'content-type': 'text/plain; charset=utf-8' }),
    },
  })
}

type RouteHandler<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>

/** Waits for the studio, and maps every error in one place. What is answered is for one person: no cache may keep it. */
function answer<Params>(handle: (call: AnyCall<Params>) => Promise<Response>): RouteHandler<Params> {
  return async (request, context) => {
    const requestId = crypto.randomUUID()
    let studio: Studio | null = null
    receiveJson(request)
    try {
      studio = await getStudio(request.method)
      const response = await handle({ request, params: await context.params, studio, requestId })
      response.headers.set('x-request-id', requestId)
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store')
      return response
    } catch (thrown) {
      return errorResponse(thrown, { request, requestId }, studio)
    }
  }
}

/**
 * Wraps a route handler of the app's own API: names the person who is signed in, asks whether their role may, and maps
 * every error in one place. Handlers parse and delegate.
 *
 * @param needs the least that a person must be allowed to do; what exactly they may do to whose things is decided by
 * the data they ask for
 */
export function route<Params = Record<never, string>>(
  needs: Capability,
  handle: (call: Call<Params>) => Promise<Response>,
): RouteHandler<Params> {
  return answer<Params>(async (call) => {
    const session = await sessionActor(call.studio, call.request)
    if (!session) throw new AppError('signed_out')
    if (!may(session.actor.role, needs)) throw new AppError('forbidden')
    return handle({ ...call, actor: session.actor, me: session.me, sessionId: session.id })
  })
}

/** Wraps a route handler that answers people without a session too: signing in, invitations, share links. */
export function publicRoute<Params = Record<never, string>>(
  handle: (call: PublicCall<Params>) => Promise<Response>,
): RouteHandler<Params> {
  return answer<Params>((call) => handle({ ...call, ip: clientAddress(call.request) }))
}

/** A prompt of the largest size in the costliest spelling, several times over. */
const MAX_JSON_BYTES = 1024 * 1024

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_JSON_BYTES) {
      throw new AppError('invalid_input', { field: 'body', params: { problem: 'larger than 1 MB' } })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const received = new WeakMap<Request, Promise<string>>()

/**
 * Takes in a JSON body at once, before anything is waited for: a browser that has sent all of it may go away (a phone in a
 * tunnel, a closed tab), and what was not read by then is lost, though it arrived.
 */
function receiveJson(request: Request): void {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return
  const text = readText(request)
  // Told to whoever reads it; a request that is refused before has no reader.
  text.catch(() => {})
  received.set(request, text)
}

const isForm = (request: Request) =>
  request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false

/** The request's JSON, checked. The first thing wrong is named by its path. */
export async function readJson<T>(request: Request, schema: z.ZodMiniType<T>): Promise<T> {
  return parseJson(await (received.get(request) ?? readText(request)), schema)
}

/**
 * The same, also from the field of a plain form: only the answer to a form is saved by the browser as it comes, however
 * large it is.
 */
export async function readJsonOrForm<T>(
  request: Request,
  field: string,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  if (!isForm(request)) return readJson(request, schema)
  return parseJson(new URLSearchParams(await readText(request)).get(field) ?? '', schema)
}

function parseJson<T>(text: string, schema: z.ZodMiniType<T>): T {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('invalid_json', { cause })
  }
  return parseInput(value, schema)
}

/** Checks input that came from outside. The first thing wrong is named by its path. */
export function parseInput<T>(value: unknown, schema: z.ZodMiniType<T>): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.join('.') || 'body'
  throw new AppError('invalid_input', { field, params: { problem: issue?.message ?? '' } })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text has the form of our ids. */
export const isId = (text: string) => UUID.test(text)

/** An id from a path. What is no id belongs to nothing: `not_found`. */
export function parseId(text: string): string {
  if (!isId(text)) throw new AppError('not_found')
  return text
}
