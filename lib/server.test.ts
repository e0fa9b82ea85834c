import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { publicRoute, readJson } from './http.ts'
import { createLog } from './log.ts'
import { holdStudio } from './server.ts'
import type { Studio } from './studio.ts'

const anything = z.object({ prompt: z.string() })
const studio = { log: createLog('silent') } as Studio
const handler = publicRoute(async ({ request }) =>
  Response.json(request.method === 'POST' ? await readJson(request, anything) : 'shown'),
)
const ask = async (method: string, body?: string) => {
  const request = new Request('http://localhost/api', { method, ...(body === undefined ? {} : { body }) })
  const response = await handler(request, { params: Promise.resolve({}) })
  return { status: response.status, body: await response.json() }
}

it('shows what there is while it drains, and accepts nothing new', async () => {
  const running = holdStudio(Promise.resolve(studio))
  running.phase = 'draining'
  expect(await ask('GET')).toEqual({ status: 200, body: 'shown' })
  expect(await ask('POST', '{"prompt":"new"}')).toMatchObject({
    status: 503,
    body: { error: { code: 'draining' } },
  })
})

it('reads no more of a body than any request needs', async () => {
  holdStudio(Promise.resolve(studio)).phase = 'ready'
  expect(await ask('POST', '{"prompt":"short"}')).toMatchObject({ status: 200 })
  const long = JSON.stringify({ prompt: 'x'.repeat(1024 * 1024) })
  expect(await ask('POST', long)).toMatchObject({ status: 400, body: { error: { field: 'body' } } })
})
