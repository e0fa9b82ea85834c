import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answersSent, noteAnswer } from './answers.ts'

let server: ReturnType<typeof createServer>
let asked: PromiseWithResolvers<ServerResponse>

beforeEach(async () => {
  asked = Promise.withResolvers()
  server = createServer((_, response) => {
    noteAnswer(response)
    asked.resolve(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const ask = (signal?: AbortSignal) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, signal ? { signal } : {})
const isOver = async (work: Promise<void>) =>
  (await Promise.race([work.then(() => true), sleep(50)])) === true

test('an answer under way is waited for to its last byte', async () => {
  const answer = ask()
  const response = await asked.promise
  const sent = answersSent(60_000)
  response.write('half')
  expect(await isOver(sent)).toBe(false)
  response.end(' and whole')
  await sent
  expect(await (await answer).text()).toBe('half and whole')
  await answersSent(60_000)
})

test('who went away is not waited for', async () => {
  const gone = new AbortController()
  const answer = ask(gone.signal).catch((error: Error) => error.name)
  await asked.promise
  const sent = answersSent(60_000)
  gone.abort()
  expect(await answer).toBe('AbortError')
  await sent
})

test('an answer without end is waited for no longer than told', async () => {
  const answer = ask().catch((error: Error) => error.name)
  await asked.promise
  await answersSent(20)
  server.closeAllConnections()
  expect(await answer).toBe('TypeError')
})
