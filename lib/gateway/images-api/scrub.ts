import 'server-only'

/** Makes a text safe to show and to log: no key, no address of the gateway, no markup, no control characters. */
export type Scrub = (text: string) => string

const MAX_CHARS = 600

/** Keys of this family start with `sk-`; gateways echo them whole or with their middle starred out. */
const KEY_LIKE = /\bsk-[\w*.-]{3,}/gi

export function createScrub(apiKey: string, baseUrl: string): Scrub {
  const { origin, host, hostname } = new URL(baseUrl)
  return (text) => {
    let safe = text
    if (apiKey !== '') safe = safe.replaceAll(apiKey, '[key]')
    for (const address of [baseUrl, origin, host, hostname]) safe = safe.replaceAll(address, '[gateway]')
    return safe
      .replaceAll(KEY_LIKE, '[key]')
      .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .trim()
      .slice(0, MAX_CHARS)
  }
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
