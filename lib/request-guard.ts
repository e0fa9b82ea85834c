import 'server-only'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

interface GuardOptions {
  /** The address the server listens on. */
  host: string
  /** `BUNCH_URL`: where people reach the studio, if it is set. */
  url: string | undefined
  /** Development needs `eval` and a web socket for reloading. */
  dev: boolean
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

function hostName(authority: string): string {
  return URL.parse(`http://${authority}`)?.hostname ?? ''
}

/**
 * Names in the Host header that are answered, or `null` for any. A page of another site can point its own name at
 * 127.0.0.1 (DNS rebinding) and would then count as this origin; it cannot choose the Host header.
 */
function allowedHosts({ host, url }: GuardOptions): string[] | null {
  const own = url ? [new URL(url).hostname] : []
  if (url || LOOPBACK.includes(host) || host === '::1') return [...LOOPBACK, ...own]
  return null
}

/**
 * True where a browser says that a page of another site made the request. `Sec-Fetch-Site` cannot be forged by a page;
 * browsers leave it out on plain http except for localhost, and then `Origin` decides. Programs send neither.
 */
function isCrossSite(request: IncomingMessage, url: string | undefined): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.origin
  if (origin === undefined) return false
  const parsed = URL.parse(origin)
  return (
    parsed?.host !== request.headers.host && (url === undefined || parsed?.origin !== new URL(url).origin)
  )
}

interface Refusal {
  status: 403 | 405 | 421
  message: string
  headers?: Record<string, string>
}

function refusal(request: IncomingMessage, options: GuardOptions, hosts: string[] | null): Refusal | null {
  const host = request.headers.host ?? ''
  if (hosts && !hosts.includes(hostName(host))) {
    return {
      status: 421,
      message: `This studio does not answer to the name “${hostName(host)}”. Set BUNCH_URL to the address people use.`,
    }
  }
  const path = request.url ?? '/'
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (path.startsWith('/api/')) {
    // Events are read with GET, but a page of another site has no business holding a stream open.
    const guarded = !reads || path.startsWith('/api/events')
    if (guarded && isCrossSite(request, options.url)) {
      return { status: 403, message: 'A page of another site may not do this.' }
    }
    return null
  }
  if (reads || path.startsWith('/v1/')) return null
  return { status: 405, message: 'Only GET and HEAD are answered here.', headers: { allow: 'GET, HEAD' } }
}

/** Sent with everything. */
const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

/** Answers of the APIs are data: should a browser ever show one as a page, nothing in it runs. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/**
 * The style sheet that react-zoom-pan-pinch (the viewer) puts into the page when it loads: the element while it is still
 * empty, and its text. The library knows no nonce. A new version with other styles shows as an error on the console,
 * which fails every browser test of the viewer.
 */
const ZOOM_STYLES =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-/aQdAPrD+kc0v7HnGQTuKBtoP6ZN+lnzOGVJ1Qt6dfw='"

function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}' ${ZOOM_STYLES}`}`,
    // Positions and sizes of pictures are style attributes, which cannot carry a nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * The door of the server, in front of Next and of everything it routes: refuses requests for other names, writes from
 * other sites and methods that nothing answers, and sets the security headers. It stands here and not in `proxy.ts`
 * because a proxy copies every request body (see docs/decisions/own-http-server.md).
 *
 * @returns a function that is true where the request may go on, and has answered it otherwise.
 */
export function createGuard(options: GuardOptions) {
  const hosts = allowedHosts(options)
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value)
    // Next takes a page's nonce from this header of the request; one that came from outside must not count.
    delete request.headers['content-security-policy']
    delete request.headers['content-security-policy-report-only']
    const path = request.url ?? '/'
    if (path.startsWith('/api/') || path.startsWith('/v1/')) {
      response.setHeader('content-security-policy', API_POLICY)
    } else if (!path.startsWith('/_next/')) {
      const policy = pagePolicy(randomBytes(16).toString('base64'), options.dev)
      request.headers['content-security-policy'] = policy
      response.setHeader('content-security-policy', policy)
    }
    const refused = refusal(request, options, hosts)
    if (!refused) return true
    response.writeHead(refused.status, { 'content-type': 'text/plain; charset=utf-8', ...refused.headers })
    response.end(`${refused.message}\n`)
    return false
  }
}
