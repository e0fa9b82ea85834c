import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { errorResponse } from './envelope.ts'
import { withTransportFault } from './faults.ts'
import type { Result } from './results.ts'

type Bytes = Uint8Array<ArrayBuffer>

const NOT_FOUND = {
  status: 404,
  message: 'the picture does not exist or has expired',
  code: 'not_found',
} as const

function stream(chunks: AsyncGenerator<Bytes> | Generator<Bytes>): ReadableStream<Bytes> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}

function* each(parts: Result['parts']) {
  yield* parts
}

async function* trickle(bytes: Bytes, signal: AbortSignal) {
  for (let at = 0; at < bytes.length && !signal.aborted; at += 4) {
    yield bytes.subarray(at, at + 4)
    await wait(1000, undefined, { ref: false })
  }
}

async function* endlessly(parts: Result['parts'], signal: AbortSignal) {
  yield* parts
  const zeros = new Uint8Array(64 * 1024)
  while (!signal.aborted) {
    yield zeros
    await wait(1, undefined, { ref: false })
  }
}

/** The answer to a result's link, with whatever the call's fault does to it. */
export function serveResult(result: Result | null, signal: AbortSignal): Response {
  if (result === null) return errorResponse(NOT_FOUND)
  result.served += 1
  const headers = { 'content-type': result.type, 'cache-control': 'private, max-age=3600' }
  const sized = {
    ...headers,
    'content-length': String(result.parts.reduce((sum, part) => sum + part.length, 0)),
  }
  switch (result.fault) {
    case 'url-404':
      return errorResponse(NOT_FOUND)
    case 'url-404-once':
      if (result.served === 1) return errorResponse(NOT_FOUND)
      break
    case 'url-not-image':
      return new Response('<!doctype html><title>Sign in</title><script>alert(1)</script>', { headers })
    case 'url-redirect-private':
      return new Response(null, {
        status: 302,
        headers: { location: 'http://169.254.169.254/latest/meta-data/' },
      })
    case 'url-slow': {
      const whole = new Uint8Array(Buffer.concat(result.parts))
      return new Response(stream(trickle(whole, signal)), { headers: sized })
    }
    case 'url-endless':
      return new Response(stream(endlessly(result.parts, signal)), { headers })
    case 'url-reset':
      return withTransportFault(new Response(stream(each(result.parts)), { headers: sized }), 'reset')
  }
  return new Response(stream(each(result.parts)), { headers: sized })
}
