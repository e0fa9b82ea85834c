import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from './fixtures.ts'

test('the process is alive and ready', async ({ studio }) => {
  expect((await fetch(`${studio.url}/api/healthz`)).status).toBe(200)
  expect((await fetch(`${studio.url}/api/readyz`)).status).toBe(200)
})

test('the studio page opens under its own policy', async ({ page }) => {
  const response = await page.goto('/')
  expect(response?.status()).toBe(200)
  const policy = response?.headers()['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic';/)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  // Scripts run: without them nothing is interactive.
  await page.waitForFunction(() => document.readyState === 'complete')
})

test('scripts without the nonce do not run', async ({ page, expectedProblems }) => {
  expectedProblems.push('Content Security Policy')
  await page.goto('/')
  const ran = await page.evaluate(() => {
    const script = document.createElement('div')
    script.innerHTML = '<img src="data:," onerror="window.injected = true">'
    return new Promise((resolve) => {
      // Were the handler in the markup let, it would run before this one.
      script.firstElementChild?.addEventListener('error', () => resolve('injected' in window))
      document.body.append(script)
    })
  })
  expect(ran).toBe(false)
})

for (const [method, path] of [
  ['POST', '/'],
  ['PUT', '/gallery'],
  ['POST', '/_next/image?url=%2Fx.png&w=640&q=75'],
] as const) {
  test(`${method} ${path} is answered 405`, async ({ studio }) => {
    const response = await fetch(`${studio.url}${path}`, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })
}

test('a server action cannot be called', async ({ studio }) => {
  const response = await fetch(studio.url, {
    method: 'POST',
    headers: { 'next-action': 'a'.repeat(42), 'content-type': 'text/plain' },
    body: '[]',
  })
  expect(response.status).toBe(405)
})

test('x-middleware-subrequest opens no door', async ({ studio }) => {
  const headers = { 'x-middleware-subrequest': 'src/middleware:'.repeat(5), 'sec-fetch-site': 'cross-site' }
  const response = await fetch(`${studio.url}/api/generations`, { method: 'POST', headers, body: '{}' })
  expect(response.status).toBe(403)
})

test('the picture optimizer of the framework is off', async ({ studio }) => {
  const response = await fetch(`${studio.url}/_next/image?url=%2Fapi%2Fhealthz&w=640&q=75`)
  expect(response.status).toBe(404)
})

test('a page of another site cannot write, nor hold the event stream', async ({ studio }) => {
  const cross = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }
  const post = await fetch(`${studio.url}/api/generations`, { method: 'POST', headers: cross, body: '{}' })
  expect(post.status).toBe(403)
  expect((await fetch(`${studio.url}/api/events`, { headers: cross })).status).toBe(403)
})

test('nothing tells what the server runs on', async ({ studio }) => {
  const { headers } = await studio.fetch('/')
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
})

test('a WebSocket from another origin is not opened, nor one from anywhere', async ({ studio }) => {
  const { hostname, port, origin } = new URL(studio.url)
  for (const from of ['https://evil.example', origin]) {
    for (const path of ['/api/events', '/_next/webpack-hmr', '/']) {
      const socket = connect(Number(port), hostname)
      const head = [
        `GET ${path} HTTP/1.1`,
        `host: ${hostname}:${port}`,
        'connection: Upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
        `origin: ${from}`,
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
      const [first] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [''])])
      socket.destroy()
      expect(String(first), `${path} from ${from}`).not.toMatch(/^HTTP\/1\.1 (101|200)/)
    }
  }
})
