import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compressStaticFiles, createStaticFiles } from './static-files.ts'

const SCRIPT = 'export const words = "again and again and again"\n'.repeat(40)

let root: string
let server: Server

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'bunch-static-'))
  const folder = join(root, 'static')
  mkdirSync(join(folder, 'chunks'), { recursive: true })
  writeFileSync(join(folder, 'chunks', 'a1.js'), SCRIPT)
  writeFileSync(join(root, 'secret.js.br'), 'secret')
  compressStaticFiles(folder)
  const send = createStaticFiles(folder)
  server = createServer((request, response) => {
    if (!send(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(root, { recursive: true })
})

function ask(path: string, encoding = 'gzip, deflate, br, zstd', method = 'GET'): Promise<Response> {
  const { port } = server.address() as AddressInfo
  return fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { 'accept-encoding': encoding } })
}

test('a script comes compressed, whole, and to be kept', async () => {
  const response = await ask('/_next/static/chunks/a1.js')
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(response.headers.get('vary')).toBe('Accept-Encoding')
  expect(Number(response.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 10)
  expect(await response.text()).toBe(SCRIPT)
})

test('HEAD tells the same without a body', async () => {
  const response = await ask('/_next/static/chunks/a1.js', 'br', 'HEAD')
  expect(response.status).toBe(200)
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0)
})

test.each(['gzip, deflate', 'identity', 'br;q=0, gzip', 'br; q=0.0', 'brotli'])(
  'whoever sends “%s” takes no Brotli, and is left to Next',
  async (encoding) => {
    expect((await ask('/_next/static/chunks/a1.js', encoding)).status).toBe(404)
  },
)

test.each(['br', 'gzip,br', 'br;q=0.8, gzip', 'br;q=0.05'])('“%s” takes Brotli', async (encoding) => {
  expect((await ask('/_next/static/chunks/a1.js', encoding)).status).toBe(200)
})

test.each([
  '/_next/static/chunks/a1.js.br',
  '/_next/static/../secret.js',
  '/_next/static/%2e%2e/secret.js',
  '/',
])('%s is not the business of the build’s files', async (path) => {
  expect((await ask(path, 'br')).status).toBe(404)
})
