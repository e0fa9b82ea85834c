import type { LookupFunction } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AddressPolicy, ForbiddenAddressError, guardedAgent } from './address-guard.ts'
import { type DownloadError, downloadImage } from './download.ts'
import { dispatcherClient } from './http-client.ts'
import { startTestServer, type TestServer, TINY_PNG } from './testing.ts'

let server: TestServer
let reached = 0
beforeEach(async () => {
  reached = 0
  server = await startTestServer((_, response) => {
    reached++
    response.end(TINY_PNG)
  })
})
afterEach(() => server.close())

const NOBODY: AddressPolicy = { allowHosts: [], alwaysAllow: null }

async function get(url: string, policy: AddressPolicy = NOBODY, resolve?: LookupFunction) {
  // Only where a name is made up here does anything lead to an address at which nobody may answer for long.
  const agent = guardedAgent(policy, resolve ? { connectMs: 300, resolve } : {})
  const client = dispatcherClient(agent)
  try {
    const { signal } = new AbortController()
    const response = await client(url, { method: 'GET', headers: {}, signal })
    response.discard()
    return response.status
  } finally {
    await agent.destroy()
  }
}

/** Answers each look-up with the next list of addresses, the last one for ever. */
function resolver(...answers: string[][]): LookupFunction {
  return (_hostname, options, callback) => {
    const addresses = answers.length > 1 ? answers.shift() : answers[0]
    const entries = (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all) callback(null, entries)
    else callback(null, entries[0]?.address ?? '', entries[0]?.family)
  }
}

test.each([
  ['the loopback address', '127.0.0.1'],
  ['a decimal host', '2130706433'],
  ['an octal host', '0177.0.0.1'],
  ['a hexadecimal host', '0x7f.0.0.1'],
  ['a short host', '127.1'],
  ['zero', '0'],
  ['the loopback address with a dot at its end', '127.0.0.1.'],
  ['IPv6 loopback', '[::1]'],
  ['IPv4 inside IPv6', '[::ffff:127.0.0.1]'],
  ['IPv4 inside IPv6, in hexadecimal', '[::ffff:7f00:1]'],
  ['localhost', 'localhost'],
  ['localhost with a dot at its end', 'localhost.'],
  ['a name below localhost', 'pictures.localhost'],
])('%s is refused', async (_, host) => {
  await expect(get(`http://${host}:${server.port}/`)).rejects.toThrow(ForbiddenAddressError)
  expect(reached).toBe(0)
})

test('the metadata address is refused', async () => {
  await expect(get('http://169.254.169.254/latest/meta-data')).rejects.toThrow(ForbiddenAddressError)
})

test('a public name with a private address is refused', async () => {
  const work = get(`http://pictures.example:${server.port}/`, NOBODY, resolver(['127.0.0.1']))
  await expect(work).rejects.toThrow(ForbiddenAddressError)
  expect(reached).toBe(0)
})

test('a name with one public and one private address is refused', async () => {
  const work = get(
    `http://pictures.example:${server.port}/`,
    NOBODY,
    resolver(['93.184.216.34', '127.0.0.1']),
  )
  await expect(work).rejects.toThrow(ForbiddenAddressError)
  expect(reached).toBe(0)
})

test('DNS that rebinds after the check: what is connected to is what was checked', async () => {
  let lookups = 0
  const rebinding = resolver(['2001:db8:ffff::1'], ['127.0.0.1'])
  const counting: LookupFunction = (...args) => {
    lookups++
    rebinding(...args)
  }
  await expect(get(`http://rebind.example:${server.port}/`, NOBODY, counting)).rejects.toThrow()
  expect(lookups).toBe(1)
  await expect(get(`http://rebind.example:${server.port}/`, NOBODY, counting)).rejects.toThrow(
    ForbiddenAddressError,
  )
  expect(reached).toBe(0)
})

test('a download is refused with a reason of its own', async () => {
  const agent = guardedAgent(NOBODY)
  const download = downloadImage(`${server.origin}/`, {
    client: dispatcherClient(agent),
    maxBytes: 1000,
    totalMs: 50_000,
    stallMs: 50_000,
  })
  await expect(download).rejects.toMatchObject({
    reason: 'forbidden_address',
  } satisfies Partial<DownloadError>)
  await agent.destroy()
})

test('hosts the operator allows may be called, with and without a port', async () => {
  expect(await get(`${server.origin}/`, { ...NOBODY, allowHosts: ['127.0.0.1'] })).toBe(200)
  expect(await get(`${server.origin}/`, { ...NOBODY, allowHosts: [`127.0.0.1:${server.port}`] })).toBe(200)
  const otherPort = get(`${server.origin}/`, { ...NOBODY, allowHosts: ['127.0.0.1:1'] })
  await expect(otherPort).rejects.toThrow(ForbiddenAddressError)
})

test('the gateway’s own host is allowed on its own port only', async () => {
  expect(await get(`${server.origin}/`, { ...NOBODY, alwaysAllow: `127.0.0.1:${server.port}` })).toBe(200)
  const otherPort = get(`${server.origin}/`, { ...NOBODY, alwaysAllow: '127.0.0.1:1' })
  await expect(otherPort).rejects.toThrow(ForbiddenAddressError)
})
