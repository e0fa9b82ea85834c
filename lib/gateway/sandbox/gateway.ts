import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { allowDrawing } from '#lib/images/sharp.ts'
import { MODELS } from '#lib/models/catalogue.ts'
import { type CallLog, recordOf } from './calls.ts'
import { readCall, type SandboxCall } from './contract.ts'
import { errorResponse, SandboxError } from './envelope.ts'
import { type Fault, faultAnswer, readFault, transportFaultOf, withTransportFault } from './faults.ts'
import { type Holds, untilGone } from './holds.ts'
import { createPainter } from './picture.ts'
import type { FetchReference } from './references.ts'
import { createResultStore, type Result } from './results.ts'
import { serveResult } from './serve-result.ts'

/** Long enough that people see the running state. */
const DEFAULT_LATENCY_MS: readonly [number, number] = [1500, 4000]
const RESULT_TTL_MS = 30 * 60 * 1000
const RESULT_BYTES = 192 * 1024 * 1024
const MOST_RESULTS = 48

export interface SandboxOptions {
  /** Accepted bearer keys; by default any that is not empty. */
  keys?: readonly string[]
  /** Least and most milliseconds before an answer. */
  latencyMs?: readonly [number, number]
  /** Obeys fault directives in prompts: see faults.ts. Off by default. */
  faults?: boolean
  /** Answers at once with a pre-drawn picture of the size, for benches. */
  instant?: boolean
  /** Brings linked references. Without it a tile naming the host stands in. */
  fetchReference?: FetchReference
  /** Records every generation call. */
  calls?: CallLog
  /** Where a call with `hold` waits; without it, none does. */
  holds?: Holds
}

/** A sandbox that answers requests, wherever they come from. */
export type SandboxGateway = (request: Request) => Promise<Response>

/**
 * The endpoint of the documentation page as a function: `POST …/images/generations`, `GET …/models` and
 * `GET …/files/{id}.png` for the links it hands out. It draws with a program and says so on every picture.
 */
export function createSandboxGateway(options: SandboxOptions = {}): SandboxGateway {
  allowDrawing()
  const painter = createPainter(options.fetchReference)
  const results = createResultStore({ ttlMs: RESULT_TTL_MS, maxBytes: RESULT_BYTES, maxCount: MOST_RESULTS })
  /** How often each prompt's fault was met. */
  const faultsMet = new Map<string, number>()

  function authorise(request: Request): void {
    const key = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const accepted = key !== undefined && (options.keys === undefined || options.keys.includes(key))
    if (accepted) return
    throw new SandboxError({
      status: 401,
      message: key === undefined ? 'No API key was provided' : 'Invalid token',
      type: 'new_api_error',
      code: 'invalid_api_key',
    })
  }

  /** The fault that applies to this call, if any. */
  function faultOf(sent: string, variation: string): { prompt: string; fault: Fault | null } {
    if (options.faults !== true) return { prompt: sent, fault: null }
    const { prompt, fault } = readFault(sent)
    if (fault === null) return { prompt, fault }
    if (fault.index !== null && String(fault.index) !== variation) return { prompt, fault: null }
    if (fault.times !== null) {
      const met = faultsMet.get(sent) ?? 0
      if (met >= fault.times) return { prompt, fault: null }
      faultsMet.set(sent, met + 1)
    }
    return { prompt, fault }
  }

  async function generate(request: Request, id: string): Promise<Response> {
    authorise(request)
    const body = await readBody(request)
    const clientRequestId = request.headers.get('x-client-request-id')
    const record = recordOf(body, id, clientRequestId)
    options.calls?.add(record)
    const started = performance.now()
    try {
      const response = await answer(readCall(body), request, variationOf(clientRequestId))
      record.outcome = transportFaultOf(response) ?? response.status
      return response
    } catch (error) {
      record.outcome = request.signal.aborted
        ? 'aborted'
        : error instanceof SandboxError
          ? error.answer.status
          : 500
      throw error
    } finally {
      record.tookMs = Math.round(performance.now() - started)
    }
  }

  async function answer(sent: SandboxCall, request: Request, variation: string): Promise<Response> {
    const { signal } = request
    const { prompt, fault } = faultOf(sent.prompt, variation)
    const call = { ...sent, prompt }
    const instant = options.instant === true || fault?.kind === 'instant'
    const [least, most] = instant ? [0, 0] : (options.latencyMs ?? DEFAULT_LATENCY_MS)
    const latency = fault?.latencyMs ?? least + Math.random() * (most - least)
    if (latency > 0) await wait(latency, undefined, { signal })
    if (fault?.hold) await options.holds?.wait(sent.prompt, signal)
    if (fault?.kind === 'hang') await untilGone(signal)

    const failed = fault === null ? null : faultAnswer(fault)
    if (failed !== null) return failed
    const result = await painter.paint(call, { variation, instant, fault: fault?.kind ?? null, signal })
    return describe(result, call, new URL(request.url).origin)
  }

  function describe(result: Result, call: SandboxCall, origin: string): Response {
    const created = Math.floor(Date.now() / 1000)
    const { fault } = result
    const base64 = () => Buffer.concat(result.parts).toString('base64')
    const item = { url: '', b64_json: '' }
    if (fault === 'data-uri') item.b64_json = `data:image/png;base64,${base64()}`
    else if (fault === 'data-url') item.url = `data:image/png;base64,${base64()}`
    else if (fault === 'url-private') item.url = 'http://10.0.0.1/files/picture.png'
    else if (call.responseFormat === 'b64_json') item.b64_json = base64()
    else item.url = `${origin}/files/${results.put(result)}.png`

    const text = JSON.stringify({ created, data: [item] })
    const headers = { 'content-type': 'application/json' }
    if (fault === 'truncated-json') return new Response(text.slice(0, text.length / 2), { headers })
    const response = new Response(text, { headers })
    return fault === 'reset' ? withTransportFault(response, 'reset') : response
  }

  function listModels(request: Request): Response {
    authorise(request)
    const data = MODELS.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'sandbox' }))
    return Response.json({ object: 'list', data })
  }

  async function dispatch(request: Request, id: string): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (request.method === 'POST' && pathname.endsWith('/images/generations')) return generate(request, id)
    if (request.method === 'GET' && pathname.endsWith('/models')) return listModels(request)
    const file = /\/files\/([\w-]+)\.png$/.exec(pathname)
    if (request.method === 'GET' && file !== null)
      return serveResult(results.get(file[1] ?? ''), request.signal)
    throw new SandboxError({
      status: 404,
      message: `Invalid URL (${request.method} ${pathname})`,
      code: 'not_found',
    })
  }

  return async (request) => {
    const id = randomUUID()
    let response: Response
    try {
      response = await dispatch(request, id)
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error
      response = errorResponse(error.answer)
    }
    response.headers.set('x-request-id', id)
    return response
  }
}

async function readBody(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch (cause) {
    request.signal.throwIfAborted()
    throw new SandboxError(
      { status: 400, message: 'the request body is not valid JSON', code: 'invalid_json' },
      { cause },
    )
  }
}

/** `{generation}.{index}` → the index; a run of four shows four pictures, and the same run again the same four. */
function variationOf(clientRequestId: string | null): string {
  const at = clientRequestId?.lastIndexOf('.') ?? -1
  return at < 0 ? '' : (clientRequestId?.slice(at + 1) ?? '')
}
