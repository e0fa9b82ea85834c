import 'server-only'
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector } from 'undici'

/** Whom the server may call although the address is private or local. */
export interface AddressPolicy {
  /** `host` (any port) or `host:port`, lower case; the operator's `BUNCH_ALLOW_HOSTS`. */
  allowHosts: readonly string[]
  /** One `host:port` that is always allowed: the gateway's own. */
  alwaysAllow: string | null
}

/** The connection was refused because its address is not a public one. */
export class ForbiddenAddressError extends Error {
  constructor(host: string) {
    super(`${host} is not a public address`)
    this.name = 'ForbiddenAddressError'
  }
}

/** Names that mean this machine, whatever a resolver makes of them. */
const LOCALHOST = /(^|\.)localhost\.?$/i

/** `host:port` of an address, with the scheme's own port where none is written. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/**
 * Whether an IP address is an ordinary public one. IPv4 inside IPv6 (`::ffff:127.0.0.1`) counts as the IPv4 it is, and
 * the deprecated `::127.0.0.1` form counts as forbidden, like everything that is not plain unicast.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return !(parsed instanceof ipaddr.IPv6) || parsed.parts.slice(0, 6).some((part) => part !== 0)
}

function isAllowedHost(policy: AddressPolicy, hostname: string, port: string): boolean {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  const withPort = `${host}:${port}`
  return (
    policy.alwaysAllow === withPort ||
    policy.allowHosts.includes(host) ||
    policy.allowHosts.includes(hostname) ||
    policy.allowHosts.includes(withPort)
  )
}

/** Resolves a name and refuses it where any of its addresses is not public. What was checked is what is connected to. */
function guardedLookup(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address, family) => {
      if (error) return callback(error, address, family)
      const addresses = Array.isArray(address) ? address.map((entry) => entry.address) : [address]
      if (addresses.length > 0 && addresses.every(isPublicAddress)) return callback(null, address, family)
      callback(new ForbiddenAddressError(hostname), address, family)
    })
  }
}

export interface GuardOptions {
  /** Name resolution, for tests. */
  resolve?: LookupFunction
  /**
   * Opens a connection for each call and closes it afterwards. A kept one may be closed by the other side at the moment
   * it is used again, which cannot be told from a call that was lost on its way.
   */
  freshConnections?: boolean
  /** Milliseconds until a connection attempt is given up. */
  connectMs?: number
}

/**
 * A dispatcher that connects only where the policy lets it. The check sits at the connection itself, so redirects, names
 * that change their address between two look-ups, and every spelling of an address meet it: before connecting for IP
 * literals (for which no look-up happens), in the look-up for names, and once more on the address really connected to,
 * before a byte is sent.
 *
 * It has no time limits of its own after connecting: a 4K picture may take minutes, and callers bring an AbortSignal.
 * HTTP/1.1 only, so that one lost connection never loses several calls.
 */
export function guardedAgent(policy: AddressPolicy, options: GuardOptions = {}): Agent {
  const limits = { allowH2: false, timeout: options.connectMs ?? 10_000 }
  const connectAnywhere = buildConnector(limits)
  const connectGuarded = buildConnector({ ...limits, lookup: guardedLookup(options.resolve ?? systemLookup) })
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    // For undici, a pipeline of none means that connections are not kept.
    ...(options.freshConnections ? { pipelining: 0 } : {}),
    connect(target, callback) {
      const port = target.port || (target.protocol === 'https:' ? '443' : '80')
      if (isAllowedHost(policy, target.hostname, port)) return connectAnywhere(target, callback)
      const literal = ipaddr.isValid(target.hostname) && !isPublicAddress(target.hostname)
      if (literal || LOCALHOST.test(target.hostname)) {
        return callback(new ForbiddenAddressError(target.hostname), null)
      }
      connectGuarded(target, (...[error, socket]) => {
        if (error) return callback(error, null)
        if (isPublicAddress(socket.remoteAddress ?? '')) return callback(null, socket)
        socket.destroy()
        callback(new ForbiddenAddressError(target.hostname), null)
      })
    },
  })
}
