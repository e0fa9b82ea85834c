import 'server-only'

/** Makes a text safe to show and to log: no key, no address of the gateway, no markup, no control characters. */
export type Scrub = (text: string) => string

const MAX_CHARS = 600
/** What is read of a text at all: enough that what is left of it after the cleaning fills `MAX_CHARS`. */
const MAX_READ = 8 * MAX_CHARS

/** Keys of this family start with `sk-`; gateways echo them whole or with their middle starred out. */
const KEY_LIKE = /\bsk-[\w*.-]{3,}/gi

/** So many characters of a key in a row are taken out: nobody writes them by chance. Keys are no shorter. */
const PIECE = 8

export function createScrub(apiKey: string, baseUrl: string): Scrub {
  const { origin, host, hostname } = new URL(baseUrl)
  const addresses = [baseUrl, origin, host, hostname].flatMap((address) => [
    address,
    encodeURIComponent(address),
  ])
  const pieces = new Set(formsOf(apiKey).flatMap(piecesOf))
  return (text) => {
    let safe = withoutPieces(text.slice(0, MAX_READ), pieces)
    for (const address of addresses) safe = safe.replaceAll(address, '[gateway]')
    return safe
      .replaceAll(KEY_LIKE, '[key]')
      .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .trim()
      .slice(0, MAX_CHARS)
  }
}

/** The key as gateways have been seen to repeat it: as it is, in an address, in base64 inside of something longer. */
function formsOf(key: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + key).toString('base64')
    // The characters at both ends depend on what stands around the key.
    return encoded.replaceAll('=', '').slice(Math.ceil((shift * 4) / 3), -1)
  })
  return [key, encodeURIComponent(key), ...base64]
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - PIECE + 1) }, (_, at) => text.slice(at, at + PIECE))
}

/** Replaces every stretch of the text that is made of the pieces. */
function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  let safe = ''
  let at = 0
  while (at < text.length) {
    if (!pieces.has(text.slice(at, at + PIECE))) {
      safe += text[at++]
      continue
    }
    let end = at + PIECE
    while (pieces.has(text.slice(end - PIECE + 1, end + 1))) end++
    safe += '[key]'
    at = end
  }
  return safe
}

/** The thrown value's name, code and scrubbed message: a cause worth logging that cannot hold a secret. */
export function safeCause(thrown: unknown, scrub: Scrub): Error {
  if (!(thrown instanceof Error)) return new Error(scrub(String(thrown)))
  const code = 'code' in thrown && typeof thrown.code === 'string' ? `${thrown.code}: ` : ''
  const cause = new Error(scrub(`${code}${thrown.message}`))
  cause.name = thrown.name
  cause.stack = undefined
  return cause
}
