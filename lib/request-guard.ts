import 'server-only'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  CLIENT_ADDRESS_HEADER,
  PATH_HEADER,
  SECURE_HEADER,
  trustedAddress,
  trustedHttps,
} from './client-address.ts'
import { gate, passesClosedGate } from './setup-gate.ts'

interface GuardOptions {
  /** The address the server listens on. */
  host: string
  /** `BUNCH_URL`: where people reach the studio, if it is set. */
  url: string | undefined
  /** How many proxies stand in front, whose `X-Forwarded-…` counts. */
  proxies: number
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
  status: 403 | 405 | 415 | 421 | 503
  message: string
  headers?: Record<string, string>
}

/** The only form of a page that is sent to the server as a form: the password of a share link, without any script. */
const UNLOCK = /^\/s\/[\w-]+\/unlock$/
const FORM = /^application\/x-www-form-urlencoded(;|$)/i

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
  if (request.method === 'POST' && UNLOCK.test(path)) {
    if (isCrossSite(request, options.url)) {
      return { status: 403, message: 'A page of another site may not do this.' }
    }
    if (isForm(request)) return null
    return { status: 415, message: 'Only a plain form is taken here.' }
  }
  return { status: 405, message: 'Only GET and HEAD are answered here.', headers: { allow: 'GET, HEAD' } }
}

/** What is answered while nobody can be let in, and why. */
const CLOSED = {
  starting: {
    message: 'Bunch is starting. Try again in a moment.',
    // A browser tries by itself.
    headers: { 'retry-after': '2', refresh: '2' },
  },
  not_set_up: {
    message:
      'This studio is not set up yet. Whoever runs it finds the link for that in its log, where it says “Set up”.',
    headers: {},
  },
} as const

/** The answer of the closed gate, in the form of whatever was asked; `null` where the request may pass. */
function closedAnswer(
  request: IncomingMessage,
  dev: boolean,
): { type: string; body: string; headers: object } | null {
  const now = gate()
  if (now.state === 'open') return null
  const token = now.state === 'closed' ? now.token : randomBytes(32).toString('base64url')
  const path = request.url ?? '/'
  if (passesClosedGate(request.method ?? '', path, token, dev)) return null
  const code = now.state === 'closed' ? 'not_set_up' : 'starting'
  const { message, headers } = CLOSED[code]
  if (!/^\/(api|v1)\//.test(path)) return { type: 'text/plain; charset=utf-8', body: `${message}\n`, headers }
  return { type: 'application/json', body: JSON.stringify({ error: { code, message } }), headers }
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

/** The same for the answer to a form, which goes into a hidden frame of our own page: where it is no file, the page reads why. */
const FORM_POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox allow-same-origin"

const isForm = (request: IncomingMessage) =>
  request.method === 'POST' && FORM.test(request.headers['content-type'] ?? '')

function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Positions and sizes of pictures are style attributes, which cannot carry a nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    // Hidden ones that files are saved through: lib/save-file.ts.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Writes down on the request what only the server can know, over anything of that name that came in. */
function describe(request: IncomingMessage, { url, proxies }: GuardOptions): void {
  const { headers } = request
  const address = trustedAddress({
    socket: request.socket.remoteAddress,
    forwardedFor: String(headers['x-forwarded-for'] ?? ''),
    proxies,
  })
  if (address === null) delete headers[CLIENT_ADDRESS_HEADER]
  else headers[CLIENT_ADDRESS_HEADER] = address
  const secure =
    proxies > 0 && headers['x-forwarded-proto'] !== undefined
      ? trustedHttps(String(headers['x-forwarded-proto']), proxies)
      : url?.startsWith('https://')
  headers[SECURE_HEADER] = secure ? '1' : '0'
  headers[PATH_HEADER] = request.url ?? '/'
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
    // There are no server actions; without this header nothing looks for one.
    delete request.headers['next-action']
    describe(request, options)
    const path = request.url ?? '/'
    if (path.startsWith('/api/') || path.startsWith('/v1/')) {
      response.setHeader('content-security-policy', isForm(request) ? FORM_POLICY : API_POLICY)
    } else if (path.startsWith('/s/')) {
      // Share links answer with a policy of their own (components/share-page/frame.ts), and what stands here would win.
      response.removeHeader('referrer-policy')
    } else if (!path.startsWith('/_next/')) {
      const policy = pagePolicy(randomBytes(16).toString('base64'), options.dev)
      request.headers['content-security-policy'] = policy
      response.setHeader('content-security-policy', policy)
    }
    const refused = refusal(request, options, hosts)
    if (!refused) {
      const closed = closedAnswer(request, options.dev)
      if (!closed) return true
      response.writeHead(503, { 'content-type': closed.type, 'cache-control': 'no-store', ...closed.headers })
      response.end(closed.body)
      return false
    }
    response.writeHead(refused.status, { 'content-type': 'text/plain; charset=utf-8', ...refused.headers })
    response.end(`${refused.message}\n`)
    return false
  }
}
