import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { announceBodyLength, BODY_ENCODING_HEADER, BODY_LENGTH_HEADER } from './body-length.ts'

async function headersOf(method: string, answer: (response: ServerResponse) => void): Promise<Headers> {
  const server = createServer((_, response) => {
    announceBodyLength(response)
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/`, { method })
    await response.arrayBuffer()
    return response.headers
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const streamed = (response: ServerResponse) => {
  response.setHeader(BODY_LENGTH_HEADER, '6')
  response.write('abc')
  response.end('def')
}

test('a streamed body gets its length instead of chunks', async () => {
  const headers = await headersOf('GET', streamed)
  expect(headers.get('content-length')).toBe('6')
  expect(headers.get('transfer-encoding')).toBeNull()
  expect(headers.get(BODY_LENGTH_HEADER)).toBeNull()
})

test('HEAD tells the length of what GET would send', async () => {
  const headers = await headersOf('HEAD', (response) => response.setHeader(BODY_LENGTH_HEADER, '6').end())
  expect(headers.get('content-length')).toBe('6')
})

test('a body that was compressed keeps its chunks', async () => {
  const headers = await headersOf('HEAD', (response) => {
    response.setHeader('content-encoding', 'gzip').setHeader(BODY_LENGTH_HEADER, '6').end()
  })
  expect(headers.get('content-length')).toBeNull()
})

test('an answer that says nothing of its length is left alone', async () => {
  const headers = await headersOf('GET', (response) => response.writeHead(200, { etag: '"x"' }).end('ab'))
  expect(headers.get('etag')).toBe('"x"')
})

test('a content type handed over as a list of one stays a text, by which compression knows it', async () => {
  let type: unknown
  await headersOf('GET', (response) => {
    response.setHeader('Content-Type', ['text/html; charset=utf-8'])
    type = response.getHeader('content-type')
    response.end('<p>')
  })
  expect(type).toBe('text/html; charset=utf-8')
})

test('a route’s own compression is named, which Next would not let through', async () => {
  const headers = await headersOf('GET', (response) =>
    response.setHeader(BODY_ENCODING_HEADER, 'gzip').end(gzipSync('abc')),
  )
  expect(headers.get('content-encoding')).toBe('gzip')
  expect(headers.get(BODY_ENCODING_HEADER)).toBeNull()
})
