import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiError, isTransient, requestJson, requestNothing } from './api-client.ts'

const answers: Record<string, { status: number; body: string }> = {
  '/good': { status: 200, body: '{"count":3}' },
  '/nothing': { status: 204, body: '' },
  '/page': { status: 200, body: '<html>Sign in to the network</html>' },
  '/refused': {
    status: 413,
    body: '{"error":{"code":"references_too_large","message":"…","params":{"max":18},"requestId":"r1"}}',
  },
  '/draining': { status: 503, body: '{"error":{"code":"draining","message":"…"}}' },
  '/proxy': { status: 502, body: '<html>Bad gateway</html>' },
}
const server = createServer((request, response) => {
  const answer = answers[request.url ?? ''] ?? { status: 404, body: '' }
  response.writeHead(answer.status).end(answer.body)
})
let base = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

async function failure(path: string): Promise<ApiError> {
  try {
    await requestJson(path.startsWith('http') ? path : base + path)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error(`${path} did not fail`)
}

describe('a request to the studio', () => {
  test('gives the answer', async () => {
    await expect(requestJson(`${base}/good`)).resolves.toEqual({ count: 3 })
    await expect(requestNothing(`${base}/nothing`, { method: 'DELETE' })).resolves.toBeUndefined()
  })

  test('turns an error body into its code, parameters and id', async () => {
    const error = await failure('/refused')
    expect(error).toMatchObject({
      code: 'references_too_large',
      status: 413,
      params: { max: 18 },
      requestId: 'r1',
    })
    expect(isTransient(error)).toBe(false)
  })

  test('that meets something else than the studio says so', async () => {
    expect(await failure('/proxy')).toMatchObject({ code: 'unreadable', status: 502 })
    expect(await failure('/page')).toMatchObject({ code: 'unreadable', status: 200 })
  })

  test('that nobody answers is a network failure, and worth sending again', async () => {
    const error = await failure('http://127.0.0.1:1/')
    expect(error).toMatchObject({ code: 'network', status: 0 })
    expect([error, await failure('/draining'), await failure('/proxy')].map(isTransient)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('keeps an abort an abort', async () => {
    const signal = AbortSignal.abort(new Error('left the page'))
    await expect(requestJson(`${base}/good`, { signal })).rejects.toThrow('left the page')
  })
})
