import 'server-only'
import type { CustomFetch } from 'openid-client'
import { guardedAgent, hostAndPort } from '#lib/outbound/address-guard.ts'
import { dispatcherClient, type HttpClient } from '#lib/outbound/http-client.ts'
import type { OidcConfig } from './config.ts'

/** Far more than any discovery document, set of keys or token. */
const MAX_BYTES = 1024 * 1024

/** Headers that the protocol reads; all others stay outside. */
const READ_HEADERS = ['content-type', 'www-authenticate', 'date']

/** The provider did not answer, or not as a provider may: the cause says how. */
export class ProviderUnreachableError extends Error {
  constructor(url: string, cause: unknown) {
    super(`no usable answer from ${new URL(url).host}`, { cause })
    this.name = 'ProviderUnreachableError'
  }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new Error(`the answer is larger than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function bytesOf(body: unknown): Buffer | null {
  if (body === undefined || body === null) return null
  if (body instanceof URLSearchParams || typeof body === 'string') return Buffer.from(String(body))
  throw new TypeError('the protocol sends forms only')
}

/** @param signal the library's time limit for the whole of one call, body included */
async function exchange(
  client: HttpClient,
  url: string,
  options: Parameters<CustomFetch>[1],
): Promise<Response> {
  const body = bytesOf(options.body)
  const signal = options.signal ?? AbortSignal.timeout(CALL_SECONDS * 1000)
  const response = await client(url, {
    method: options.method === 'POST' ? 'POST' : 'GET',
    headers: options.headers,
    ...(body ? { body: { length: body.byteLength, chunks: () => [body] } } : {}),
    signal,
  })
  try {
    const bytes = await readAll(response.body)
    const headers = new Headers()
    for (const name of READ_HEADERS) {
      const value = response.header(name)
      if (value !== null) headers.set(name, value)
    }
    const empty = [204, 205, 304].includes(response.status)
    return new Response(empty ? null : new Uint8Array(bytes), { status: response.status, headers })
  } finally {
    response.discard()
  }
}

/** Seconds that one call to the provider may take. A person is waiting. */
export const CALL_SECONDS = 10

/**
 * The only way to the provider. The operator wrote the issuer's host down, so it may be private; every other address,
 * which the provider's documents name, must be a public one or on the operator's list. Redirects are answers like any
 * other, which the protocol refuses. Answers have a limit in bytes and in time.
 *
 * Its failures are `ProviderUnreachableError`.
 */
export function guardedFetch({ issuer, allowHosts }: Pick<OidcConfig, 'issuer' | 'allowHosts'>): CustomFetch {
  const agent = guardedAgent({ allowHosts, alwaysAllow: hostAndPort(issuer) }, { freshConnections: true })
  const client = dispatcherClient(agent)
  return (url, options) =>
    exchange(client, url, options).catch((cause: unknown) => {
      throw new ProviderUnreachableError(url, cause)
    })
}
