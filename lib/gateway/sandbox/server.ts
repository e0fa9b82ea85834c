import 'server-only'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type CallRecord, createCallLog } from './calls.ts'
import { transportFaultOf } from './faults.ts'
import { createSandboxGateway, type SandboxOptions } from './gateway.ts'
import { createHolds } from './holds.ts'

/** More than the references of any request the endpoint's family accepts. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

export interface SandboxServerOptions extends Omit<SandboxOptions, 'calls' | 'holds'> {
  /** 0, the default, takes any free port. */
  port?: number
  host?: string
}

export interface SandboxServer {
  /** Base URL for a client: `http://127.0.0.1:PORT/v1`. */
  url: string
  /** The control endpoint: `GET {control}/calls[?prompt=]`, `DELETE {control}/calls`, `POST {control}/release?prompt=`. */
  control: string
  /** Generation calls so far, oldest first, optionally of one prompt. */
  calls(prompt?: string): CallRecord[]
  /** Answers the calls of a prompt with `hold` in its directive: those that wait, and those to come. */
  release(prompt: string): void
  /** Forgets the calls. Counters of `times=` go by prompt and stay. */
  reset(): void
  close(): Promise<void>
}

async function readRequest(incoming: IncomingMessage, origin: string, signal: AbortSignal): Promise<Request> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) throw new Error('the request body is too large')
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const method = incoming.method ?? 'GET'
  const body = method === 'GET' || method === 'HEAD' ? null : Buffer.concat(chunks)
  return new Request(new URL(incoming.url ?? '/', origin), { method, headers, body, signal })
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const fault = transportFaultOf(response)
  if (fault === 'reset-before') {
    outgoing.destroy()
    return
  }
  const headers = Object.fromEntries(response.headers)
  if (fault === 'reset') {
    const whole = Buffer.from(await response.arrayBuffer())
    outgoing.writeHead(response.status, { ...headers, 'content-length': whole.length })
    // The first half must have left before the connection goes.
    outgoing.write(whole.subarray(0, Math.ceil(whole.length / 2)), () => outgoing.destroy())
    return
  }
  outgoing.writeHead(response.status, headers)
  if (response.body === null) outgoing.end()
  else await pipeline(Readable.from(response.body), outgoing)
}

/** Serves the sandbox over real HTTP, faults enabled, answers without delay: what tests and benches call. */
export async function startSandboxServer(options: SandboxServerOptions = {}): Promise<SandboxServer> {
  const { port = 0, host = '127.0.0.1', ...sandbox } = options
  const log = createCallLog()
  const holds = createHolds()
  const gateway = createSandboxGateway({ latencyMs: [0, 0], faults: true, ...sandbox, calls: log, holds })
  let origin = ''

  function control(request: Request): Response | null {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/_sandbox/release' && request.method === 'POST') {
      holds.release(searchParams.get('prompt') ?? '')
      return new Response(null, { status: 204 })
    }
    if (pathname !== '/_sandbox/calls') return null
    if (request.method === 'DELETE') {
      log.clear()
      return new Response(null, { status: 204 })
    }
    return Response.json({ calls: log.list(searchParams.get('prompt') ?? undefined) })
  }

  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController()
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.abort()
    })
    try {
      const request = await readRequest(incoming, origin, gone.signal)
      await send(control(request) ?? (await gateway(request)), outgoing)
    } catch (error) {
      if (!gone.signal.aborted) {
        process.stderr.write(
          `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        )
      }
      outgoing.destroy()
    }
  })
  server.requestTimeout = 0
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no port')
  origin = `http://${host}:${address.port}`

  return {
    url: `${origin}/v1`,
    control: `${origin}/_sandbox`,
    calls: (prompt) => log.list(prompt),
    release: holds.release,
    reset: () => log.clear(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
