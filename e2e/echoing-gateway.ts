import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** Words in a prompt that ask for an answer, and the failure that it is. */
export const ECHOES = {
  '400': 'invalid_request',
  '500': 'upstream_error',
  page: 'outcome_unknown',
  words: 'no_image',
  'lost-link': 'result_lost',
  'broken-json': 'outcome_unknown',
  'cut-off': 'outcome_unknown',
  '401': 'bad_key',
  '403': 'forbidden',
} as const

/**
 * The most careless gateway there could be: it repeats the key that it was sent, whole and in pieces, plain and encoded,
 * and its own address, in messages, codes, headers, links and error pages. No real one does all of it; each part of it
 * has been seen.
 */
export async function startEchoingGateway(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the gateway has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body: { prompt?: string } = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
  const key = request.headers.authorization?.replace('Bearer ', '') ?? ''
  const address = `http://${request.headers.host}${request.url}`
  const words = [
    `Incorrect key provided: ${key}, sent to ${address} (${encodeURIComponent(address)}).`,
    `Encoded: ${encodeURIComponent(key)}, ${Buffer.from(key).toString('base64')}.`,
    `In pieces: ${key.slice(0, 16)}... and ...${key.slice(-16)}; ${Buffer.from(`Bearer ${key}`).toString('base64')}.`,
  ].join(' ')
  const headers = {
    'content-type': 'application/json',
    'x-request-id': key,
    'x-echo': words,
    server: address,
  }
  const echo = (Object.keys(ECHOES) as (keyof typeof ECHOES)[]).find((known) =>
    body.prompt?.includes(`[echo: ${known}]`),
  )
  const send = (status: number, content: unknown, type = 'application/json') =>
    response
      .writeHead(status, { ...headers, 'content-type': type })
      .end(typeof content === 'string' ? content : JSON.stringify(content))
  switch (echo) {
    case '400':
    case '401':
    case '403':
    case '500':
      response.setHeader('retry-after', '0')
      return void send(Number(echo), { error: { message: words, type: key, param: key, code: key } })
    case 'page':
      return void send(502, `<html><title>${words}</title><body>${words}</body></html>`, 'text/html')
    case 'words':
      return void send(200, { created: 1, data: [{ url: '', b64_json: '', text: words }] })
    case 'lost-link':
      return void send(200, {
        created: 1,
        data: [{ url: `${address}/files/${key}.png?key=${key}`, text: words }],
      })
    case 'broken-json':
      return void send(200, `{"error": ${words}`)
    case 'cut-off':
      response.writeHead(200, { ...headers, 'content-length': '100000' })
      response.write(`{"text":"${words}`)
      return void setImmediate(() => response.destroy())
    default:
      // Also for the link of `lost-link`.
      return void send(404, { error: words })
  }
}
