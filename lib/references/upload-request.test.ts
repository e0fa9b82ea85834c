import { expect, test } from 'vitest'
import { uploadBody, uploadName } from './upload-request.ts'

const post = (body: ReadableStream<Uint8Array> | null) =>
  new Request('http://localhost/', { method: 'POST', body, duplex: 'half' } as RequestInit)

test('uploadName reads the URI-encoded header and survives a wrong one', () => {
  expect(uploadName(new Headers({ 'x-file-name': '%E7%8B%90%E7%8B%B8.png' }))).toBe('狐狸.png')
  expect(uploadName(new Headers({ 'x-file-name': '100%.png' }))).toBe('100%.png')
  expect(uploadName(new Headers())).toBe('')
})

test('uploadBody gives the chunks, and nothing for no body', async () => {
  const chunks = await Array.fromAsync(uploadBody(post(new Blob(['abc']).stream())))
  expect(Buffer.concat(chunks).toString()).toBe('abc')
  expect(await Array.fromAsync(uploadBody(post(null)))).toEqual([])
})

test('whoever stops early does not cancel the connection, so that the answer can be sent', async () => {
  let cancelled = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(10)),
    cancel: () => {
      cancelled = true
    },
  })
  for await (const chunk of uploadBody(post(endless))) {
    expect(chunk.byteLength).toBe(10)
    break
  }
  expect(cancelled).toBe(false)
})

test('a connection that breaks is the sender’s fault, not ours', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('aborted')),
  })
  await expect(Array.fromAsync(uploadBody(post(broken)))).rejects.toMatchObject({
    code: 'invalid_input',
    field: 'body',
  })
})
