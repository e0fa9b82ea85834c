import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { Studio } from './studio.ts'

/** Everything that one request was answered with. */
export interface Answer {
  /** Method, path and status, to be found again by a person. */
  name: string
  /** Names and values as they stood on the wire. */
  headers: string
  body: Buffer
}

/**
 * Stands between a browser and a studio and keeps every byte that comes back: pages, scripts, data, pictures, event
 * streams, and what a browser would not show. Bodies come without compression, so that they can be searched.
 */
export class RecordingProxy {
  readonly url: string
  readonly #server: Server
  readonly #records: { name: string; headers: string; chunks: Buffer[] }[] = []

  readonly #target: Studio
  readonly #never: RegExp | undefined
  readonly #unanswered: string[] = []

  private constructor(server: Server, port: number, target: Studio, never: RegExp | undefined) {
    this.#server = server
    this.#target = target
    this.#never = never
    this.url = `http://127.0.0.1:${port}`
  }

  /** @param never paths that it does not answer, as a line does that is far too slow */
  static async start(target: Studio, never?: RegExp): Promise<RecordingProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    // What the studio says of its own connections is passed on: these must not be closed before.
    server.keepAliveTimeout = 70_000
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
    const proxy = new RecordingProxy(server, address.port, target, never)
    server.on('request', (incoming, outgoing) => proxy.#forward(new URL(target.url), incoming, outgoing))
    return proxy
  }

  /** Asks through the proxy as the owner's browser would. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cookie', await this.#target.cookie())
    return fetch(`${this.url}${path}`, { ...init, headers })
  }

  get answers(): Answer[] {
    return this.#records.map(({ name, headers, chunks }) => ({ name, headers, body: Buffer.concat(chunks) }))
  }

  /** Paths that were asked for in vain. */
  get unanswered(): readonly string[] {
    return this.#unanswered
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #forward({ hostname, port }: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url: path = '', headers } = incoming
    if (this.#never?.test(path)) {
      this.#unanswered.push(path)
      return
    }
    const onward = request({
      ...{ hostname, port, method, path, agent: false },
      headers: { ...headers, 'accept-encoding': 'identity' },
    })
    onward.on('response', (response) => {
      const chunks: Buffer[] = []
      this.#records.push({
        name: `${method} ${path} ${response.statusCode}`,
        headers: response.rawHeaders.join('\n'),
        chunks,
      })
      outgoing.writeHead(response.statusCode ?? 500, response.statusMessage, response.rawHeaders)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => outgoing.destroy())
      response.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }
}
