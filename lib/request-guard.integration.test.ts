import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createGuard } from './request-guard.ts'
import { closeGate, openGate } from './setup-gate.ts'

/** Sends one raw request: `fetch` would not let a test choose Host, Origin or Sec-Fetch-Site. */
async function send(port: number, method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      // Each over a connection of its own: a kept one may be closed in the moment in which it is used again.
      const options = { port, host: '127.0.0.1', method, path, headers, agent: false }
      const request = httpRequest(options, (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          body += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      })
      request.on('error', reject)
      request.end()
    },
  )
}

/** A server whose own answer is 200 with the policy that a page would see. */
function guarded(options: Parameters<typeof createGuard>[0]) {
  const guard = createGuard(options)
  return createServer((request, response) => {
    if (guard(request, response)) response.end(request.headers['content-security-policy'] ?? '')
  })
}

const server = guarded({ host: '127.0.0.1', url: undefined, proxies: 0, dev: false })
const behindProxy = guarded({ host: '0.0.0.0', url: 'https://bunch.example', proxies: 0, dev: false })
const open = guarded({ host: '0.0.0.0', url: undefined, proxies: 0, dev: false })
const holder = globalThis as typeof globalThis & { bunchGate?: unknown }

/** Answers with what the server wrote down on the request. */
function tellingServer(options: Parameters<typeof createGuard>[0]) {
  const guard = createGuard(options)
  return createServer((request, response) => {
    if (!guard(request, response)) return
    const { headers } = request
    const [address, secure, path] = ['client-address', 'secure', 'path'].map(
      (name) => headers[`x-bunch-${name}`],
    )
    response.end(JSON.stringify({ address, secure, path }))
  })
}
const telling = tellingServer({ host: '0.0.0.0', url: undefined, proxies: 0, dev: false })
const tellingBehindProxy = tellingServer({ host: '0.0.0.0', url: undefined, proxies: 1, dev: false })
const tellingSecure = tellingServer({ host: '0.0.0.0', url: 'https://bunch.example', proxies: 0, dev: false })
const portOf = (of: typeof server) => (of.address() as AddressInfo).port

beforeEach(openGate)
beforeAll(async () => {
  for (const each of [server, behindProxy, open, telling, tellingBehindProxy, tellingSecure]) {
    await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve))
  }
})
afterAll(() => {
  for (const each of [server, behindProxy, open, telling, tellingBehindProxy, tellingSecure]) each.close()
})

describe('methods', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])('%s to a page is 405', async (method) => {
    const response = await send(portOf(server), method, '/')
    expect(response.status).toBe(405)
    expect(response.headers.allow).toBe('GET, HEAD')
  })

  test.each(['/gallery', '/_next/image', '/apix', '/api', '/v1', '/%61pi/generations', '/./api/generations'])(
    'POST %s is 405',
    async (path) => {
      expect((await send(portOf(server), 'POST', path)).status).toBe(405)
    },
  )

  test('a server action is never decoded: its POST ends at the door', async () => {
    const response = await send(portOf(server), 'POST', '/', { 'next-action': 'a'.repeat(42) })
    expect(response.status).toBe(405)
  })

  test.each([
    ['GET', '/'],
    ['HEAD', '/gallery'],
    ['POST', '/api/generations'],
    ['DELETE', '/api/images/1'],
    ['POST', '/v1/images/generations'],
  ])('%s %s goes on', async (method, path) => {
    expect((await send(portOf(server), method, path)).status).toBe(200)
  })
})

describe('writes from other sites', () => {
  const own = () => `http://127.0.0.1:${portOf(server)}`

  test.each(['cross-site', 'same-site'])('Sec-Fetch-Site: %s is refused', async (site) => {
    const response = await send(portOf(server), 'POST', '/api/generations', { 'sec-fetch-site': site })
    expect(response.status).toBe(403)
  })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'nonsense'])(
    'Origin %s is refused',
    async (origin) => {
      expect((await send(portOf(server), 'POST', '/api/generations', { origin })).status).toBe(403)
      expect((await send(portOf(server), 'DELETE', '/api/images/1', { origin })).status).toBe(403)
    },
  )

  test('the own origin may write, with either header', async () => {
    const port = portOf(server)
    expect((await send(port, 'POST', '/api/generations', { origin: own() })).status).toBe(200)
    expect((await send(port, 'POST', '/api/generations', { 'sec-fetch-site': 'same-origin' })).status).toBe(
      200,
    )
  })

  test('behind a proxy that rewrites Host, the origin of BUNCH_URL may write', async () => {
    const port = portOf(behindProxy)
    expect((await send(port, 'POST', '/api/x', { origin: 'https://bunch.example' })).status).toBe(200)
    expect((await send(port, 'POST', '/api/x', { origin: 'http://bunch.example' })).status).toBe(403)
  })

  test('the event stream is not held by another site; pictures may be linked from one', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await send(portOf(server), 'GET', '/api/events', headers)).status).toBe(403)
    expect((await send(portOf(server), 'GET', '/api/images/1/file', headers)).status).toBe(200)
  })

  test('programs on /v1 are told apart by their key, not by their origin', async () => {
    const headers = { origin: 'https://tool.example', 'sec-fetch-site': 'cross-site' }
    expect((await send(portOf(server), 'POST', '/v1/images/generations', headers)).status).toBe(200)
  })
})

describe('the Host header (DNS rebinding)', () => {
  test.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'a loopback server does not answer to “%s”',
    async (host) => {
      const response = await send(portOf(server), 'GET', '/api/generations', { host })
      expect(response.status).toBe(421)
      expect(response.body).toContain('BUNCH_URL')
    },
  )

  test.each(['localhost', 'localhost:8080', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST:3000'])(
    'a loopback server answers to %s',
    async (host) => {
      expect((await send(portOf(server), 'GET', '/', { host })).status).toBe(200)
    },
  )

  test('BUNCH_URL names the one outside host', async () => {
    const port = portOf(behindProxy)
    expect((await send(port, 'GET', '/', { host: 'bunch.example' })).status).toBe(200)
    expect((await send(port, 'GET', '/api/healthz', { host: '127.0.0.1:3000' })).status).toBe(200)
    expect((await send(port, 'GET', '/', { host: 'evil.example' })).status).toBe(421)
  })

  test('a server opened to the network without BUNCH_URL cannot know its names', async () => {
    expect((await send(portOf(open), 'GET', '/', { host: 'studio.lan:3000' })).status).toBe(200)
  })
})

describe('the form of a share link’s password', () => {
  const unlock = '/s/abc-DEF_123/unlock'
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  test('is the one that may be sent to a page', async () => {
    const headers = { ...form, 'sec-fetch-site': 'same-origin', origin: 'null' }
    expect((await send(portOf(server), 'POST', unlock, headers)).status).toBe(200)
  })

  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('cross-site POST and Origin: null: %j is refused', async (headers) => {
    expect((await send(portOf(server), 'POST', unlock, { ...form, ...headers })).status).toBe(403)
  })

  test('multipart POST to a page is refused, to this one too', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await send(portOf(server), 'POST', unlock, headers)).status).toBe(415)
    expect((await send(portOf(server), 'POST', '/gallery', headers)).status).toBe(405)
  })

  test.each(['/s/abc', '/s/abc/unlock/', '/s/a/b/unlock', '/s//unlock', '/s/abc/unlock?x', '/x/abc/unlock'])(
    'POST %s is 405',
    async (path) => {
      expect((await send(portOf(server), 'POST', path, form)).status).toBe(405)
    },
  )
})

describe('what only the server can know', () => {
  const told = async (of: typeof server, headers: Record<string, string>) =>
    JSON.parse((await send(portOf(of), 'GET', '/api/told', headers)).body)

  test('forged X-Forwarded-For and our own headers from outside count for nothing', async () => {
    const headers = {
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-proto': 'https',
      'x-bunch-client-address': '6.6.6.6',
      'x-bunch-secure': '1',
      'x-bunch-path': '/elsewhere',
    }
    expect(await told(telling, headers)).toEqual({ address: '127.0.0.1', secure: '0', path: '/api/told' })
  })

  test('a trusted proxy is believed about the hop before it, and no further', async () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 198.51.100.7', 'x-forwarded-proto': 'https' }
    expect(await told(tellingBehindProxy, headers)).toMatchObject({ address: '198.51.100.7', secure: '1' })
  })

  test('BUNCH_URL with https is enough where no proxy says otherwise', async () => {
    expect((await told(tellingSecure, {})).secure).toBe('1')
  })
})

describe('the setup gate', () => {
  test('is on from the first request, while nobody knows yet whether there are accounts', async () => {
    holder.bunchGate = undefined
    const page = await send(portOf(server), 'GET', '/')
    expect([page.status, page.headers.refresh]).toEqual([503, '2'])
    const api = await send(portOf(server), 'GET', '/api/generations')
    expect([api.status, JSON.parse(api.body).error.code]).toEqual([503, 'starting'])
    expect((await send(portOf(server), 'GET', '/api/healthz')).status).toBe(200)
    expect((await send(portOf(server), 'GET', '/setup?token=')).status).toBe(503)
  })

  test('lets nobody in before the owner has an account, but with the token from the log', async () => {
    closeGate('the-token')
    for (const path of ['/', '/gallery', '/sign-in', '/setup', '/setup?token=guess', '/s/x', '/images/1']) {
      const page = await send(portOf(server), 'GET', path)
      expect([page.status, page.headers['content-type']], path).toEqual([503, 'text/plain; charset=utf-8'])
      expect(page.body).toContain('in its log')
      expect(page.body).not.toContain('the-token')
    }
    for (const path of ['/api/generations', '/api/events', '/api/session', '/v1/models']) {
      const api = await send(portOf(server), 'GET', path)
      expect([api.status, JSON.parse(api.body).error.code], path).toEqual([503, 'not_set_up'])
    }
    expect((await send(portOf(server), 'GET', '/setup?token=the-token')).status).toBe(200)
    expect((await send(portOf(server), 'POST', '/api/setup')).status).toBe(200)
    expect((await send(portOf(server), 'POST', '/api/session')).status).toBe(503)
    openGate()
    expect((await send(portOf(server), 'GET', '/')).status).toBe(200)
  })
})

describe('headers', () => {
  test('every answer carries them, refusals too', async () => {
    for (const [method, path] of [
      ['GET', '/'],
      ['POST', '/'],
      ['GET', '/_next/static/x.js'],
      ['GET', '/api/x'],
      ['GET', '/v1/models'],
    ] as const) {
      const { headers } = await send(portOf(server), method, path)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('same-origin')
      expect(headers['permissions-policy']).toContain('camera=()')
    }
  })

  test('a page gets a policy with a fresh nonce, without unsafe-inline for scripts', async () => {
    const first = await send(portOf(server), 'GET', '/')
    const second = await send(portOf(server), 'GET', '/')
    const policy = String(first.headers['content-security-policy'])
    expect(policy).toContain("frame-ancestors 'none'")
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'))
    expect(scripts).toMatch(/^script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'$/)
    expect(second.headers['content-security-policy']).not.toBe(policy)
    // Next reads the nonce from the request.
    expect(first.body).toBe(policy)
  })

  test('a policy sent by the client is not taken for ours', async () => {
    const headers = { 'content-security-policy': "script-src 'nonce-chosen'" }
    expect((await send(portOf(server), 'GET', '/', headers)).body).not.toContain('chosen')
    expect((await send(portOf(server), 'GET', '/api/x', headers)).body).toBe('')
  })

  test('answers of the APIs are inert as pages', async () => {
    const { headers } = await send(portOf(server), 'GET', '/api/images/1/file')
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox")
  })

  test('the answer to a form may be read in a frame of the studio’s own page, and runs nothing there', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const { headers } = await send(portOf(server), 'POST', '/api/images/zip', form)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; frame-ancestors 'self'; sandbox allow-same-origin",
    )
  })
})
