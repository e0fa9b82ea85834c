import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { expect } from 'playwright/test'
import type { StudioEvent } from '#lib/events/schema.ts'
import type { Studio } from './studio.ts'

/** What a browser's EventSource does, over a bare connection: no decompression, no reconnecting, nothing hidden. */
export class EventStream {
  readonly response: IncomingMessage
  /** Everything received so far. */
  text = ''
  /** How the stream ended: by a proper end, or by a connection that broke. */
  ended: 'open' | 'end' | 'broken' = 'open'
  readonly #request: ClientRequest

  private constructor(request: ClientRequest, response: IncomingMessage) {
    this.#request = request
    this.response = response
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      this.text += chunk
    })
    response.on('end', () => {
      this.ended = 'end'
    })
    response.on('error', () => {
      this.ended = 'broken'
    })
  }

  static async open(server: Pick<Studio, 'url' | 'cookie'>, lastEventId?: string): Promise<EventStream> {
    const headers = {
      accept: 'text/event-stream',
      cookie: await server.cookie(),
      'accept-encoding': 'gzip, deflate, br, zstd',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    }
    const stream = await new Promise<EventStream>((resolve, reject) => {
      const request = get(`${server.url}/api/events`, { headers, agent: false })
      request.on('response', (response) => resolve(new EventStream(request, response)))
      request.on('error', reject)
    })
    // The queue's state ends what is replayed: from now on everything is live.
    await expect.poll(() => stream.events.some(({ type }) => type === 'queue')).toBe(true)
    return stream
  }

  /** The whole events received so far. */
  get events(): StudioEvent[] {
    return this.#blocks().flatMap((block) => {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      return data === undefined ? [] : [JSON.parse(data) as StudioEvent]
    })
  }

  /** The id of the last event, to go on from there. */
  get lastEventId(): string {
    const id = this.#blocks()
      .flatMap((block) => /^id: (.*)$/m.exec(block)?.[1] ?? [])
      .at(-1)
    if (id === undefined) throw new Error(`no event has come:\n${this.text}`)
    return id
  }

  /** The states in which a run's first picture was told, oldest first. */
  statuses(runId: string): string[] {
    return this.events.flatMap((event) =>
      event.type === 'generation' && event.generation.id === runId
        ? (event.generation.images[0]?.status ?? [])
        : [],
    )
  }

  close(): void {
    this.#request.destroy()
  }

  #blocks(): string[] {
    return this.text.split('\n\n').slice(0, -1)
  }
}
