import 'server-only'
import { isIP } from 'node:net'

/** Set by our own HTTP server on every request, over whatever came in: the address of the client. */
export const CLIENT_ADDRESS_HEADER = 'x-bunch-client-address'
/** Set by our own HTTP server on every request: `1` where the browser speaks https to us or to a trusted proxy. */
export const SECURE_HEADER = 'x-bunch-secure'
/** Set by our own HTTP server on every request: the path and query that were asked for. */
export const PATH_HEADER = 'x-bunch-path'

type Headed = { headers: { get(name: string): string | null } }

/** Where a request came from; `null` where nobody can tell. Only true behind our own server (scripts/serve.ts). */
export function clientAddress(request: Headed): string | null {
  return request.headers.get(CLIENT_ADDRESS_HEADER)
}

/** Whether the browser reached us over https, so that cookies can be bound to it. */
export function isSecure(request: Headed): boolean {
  return request.headers.get(SECURE_HEADER) === '1'
}

/** An address as it is compared and shown: without a zone, a port or the IPv6 spelling of an IPv4 address. */
function plainAddress(text: string): string | null {
  const bare =
    /^\[(?<v6>[^\]]+)\](:\d+)?$/.exec(text)?.groups?.v6 ??
    /^(?<v4>[\d.]+):\d+$/.exec(text)?.groups?.v4 ??
    text
  const address = (/^::ffff:(?<v4>[\d.]+)$/i.exec(bare)?.groups?.v4 ?? bare).split('%')[0] ?? ''
  return isIP(address) === 0 ? null : address
}

interface Hops {
  /** The other end of the connection. */
  socket: string | undefined
  /** `X-Forwarded-For`, as it came. */
  forwardedFor: string | undefined
  /** How many proxies stand in front of us: so many entries from the right are theirs, and true. */
  proxies: number
}

/** The client's address: the entry that the outermost trusted proxy wrote. What is left of it, anybody may have made up. */
export function trustedAddress({ socket, forwardedFor, proxies }: Hops): string | null {
  const peer = plainAddress(socket ?? '')
  if (proxies === 0) return peer
  const entries = (forwardedFor ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  const told = entries[Math.max(0, entries.length - proxies)]
  return (told === undefined ? null : plainAddress(told)) ?? peer
}

/** Whether the outermost trusted proxy says that it was reached over https. */
export function trustedHttps(forwardedProto: string | undefined, proxies: number): boolean {
  if (proxies === 0) return false
  const entries = (forwardedProto ?? '').split(',').map((entry) => entry.trim().toLowerCase())
  return entries[Math.max(0, entries.length - proxies)] === 'https'
}
