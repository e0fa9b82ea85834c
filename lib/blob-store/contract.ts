import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { BlobNotFoundError, type BlobStore, blobKeys } from './blob-store.ts'

async function* chunks(...values: Uint8Array[]) {
  yield* values
}
const bytesOf = (text: string) => new TextEncoder().encode(text)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** What every blob store must do. `open` gives a store, each time on the same storage; one call is one process's life. */
export function describeBlobStore(name: string, open: () => Promise<BlobStore>): void {
  describe(`${name}: blob store contract`, () => {
    it('keeps what was staged, promoted and unstaged under its content address', async () => {
      const store = await open()
      const attemptId = randomUUID()
      const value = bytesOf(`picture ${attemptId}`)
      const staged = await store.stage(attemptId, chunks(value.subarray(0, 3), value.subarray(3)))
      expect(staged).toEqual({ sha256: sha256(value), size: value.length })
      expect(await store.staged()).toContainEqual({ attemptId, ...staged })
      expect(await store.stat(blobKeys.original(staged.sha256))).toBeNull()

      await store.promote(attemptId, staged.sha256)
      expect(await store.staged()).toContainEqual({ attemptId, ...staged })
      await store.unstage(attemptId)
      expect((await store.staged()).filter((blob) => blob.attemptId === attemptId)).toEqual([])
      expect(await store.bytes(blobKeys.original(staged.sha256))).toEqual(Buffer.from(value))
    })

    it('lets promote and unstage be repeated, before and after one another', async () => {
      const store = await open()
      const attemptId = randomUUID()
      const { sha256 } = await store.stage(attemptId, chunks(bytesOf(attemptId)))
      await store.promote(attemptId, sha256)
      await store.promote(attemptId, sha256)
      await store.unstage(attemptId)
      await store.unstage(attemptId)
      await store.promote(attemptId, sha256)
      expect(await store.stat(blobKeys.original(sha256))).toEqual({ size: attemptId.length })
    })

    it('refuses to promote what was never staged', async () => {
      const store = await open()
      await expect(store.promote(randomUUID(), sha256(bytesOf(randomUUID())))).rejects.toThrow(
        BlobNotFoundError,
      )
    })

    it('shows what was staged to the next process', async () => {
      const attemptId = randomUUID()
      const staged = await (await open()).stage(attemptId, chunks(bytesOf(attemptId)))
      const next = await open()
      expect(await next.staged()).toContainEqual({ attemptId, ...staged })
      await next.promote(attemptId, staged.sha256)
      await next.unstage(attemptId)
      expect(await next.stat(blobKeys.original(staged.sha256))).toEqual({ size: staged.size })
    })

    it('gives the same bytes of two attempts one address, and each its own staged name', async () => {
      const store = await open()
      const [first, second] = [randomUUID(), randomUUID()]
      const value = bytesOf(`same ${first}`)
      const { sha256 } = await store.stage(first, chunks(value))
      await store.stage(second, chunks(value))
      await store.promote(first, sha256)
      await store.unstage(first)
      expect((await store.staged()).map((blob) => blob.attemptId)).toContain(second)
      await store.promote(second, sha256)
      await store.unstage(second)
      expect(await store.bytes(blobKeys.original(sha256))).toEqual(Buffer.from(value))
    })

    it("fails with the source's own error and lists nothing", async () => {
      const store = await open()
      const attemptId = randomUUID()
      const reset = new Error('connection reset')
      async function* torn() {
        yield bytesOf('half a pict')
        throw reset
      }
      await expect(store.stage(attemptId, torn())).rejects.toBe(reset)
      expect((await store.staged()).map((blob) => blob.attemptId)).not.toContain(attemptId)
    })

    it('stages many megabytes in small chunks, unchanged', async () => {
      const store = await open()
      const attemptId = randomUUID()
      const chunk = new Uint8Array(40_000).map((_, index) => index % 251)
      async function* many() {
        for (let count = 0; count < 200; count++) yield chunk
      }
      const hash = createHash('sha256')
      for (let count = 0; count < 200; count++) hash.update(chunk)
      const staged = await store.stage(attemptId, many())
      expect(staged).toEqual({ sha256: hash.digest('hex'), size: 8_000_000 })
      await store.promote(attemptId, staged.sha256)
      expect(sha256(await store.bytes(blobKeys.original(staged.sha256)))).toBe(staged.sha256)
      await store.unstage(attemptId)
    })

    it('puts, and puts again', async () => {
      const store = await open()
      const key = blobKeys.thumb(sha256(bytesOf(randomUUID())), 320)
      await store.put(key, bytesOf('thumb'))
      await store.put(key, bytesOf('thumb'))
      expect(await store.stat(key)).toEqual({ size: 5 })
    })

    it('reads whole values and ranges', async () => {
      const store = await open()
      const key = `references/${randomUUID()}`
      await store.put(key, bytesOf('0123456789'))
      expect(String(await buffer(await store.read(key)))).toBe('0123456789')
      expect(String(await buffer(await store.read(key, { start: 2, end: 4 })))).toBe('234')
      expect(String(await buffer(await store.read(key, { start: 9, end: 9 })))).toBe('9')
      const cancelled = await store.read(key)
      await cancelled.cancel()
      expect(await store.withFile(key, (path) => readFile(path, 'utf8'))).toBe('0123456789')
    })

    it('says what is not there', async () => {
      const store = await open()
      const key = `references/${randomUUID()}`
      expect(await store.stat(key)).toBeNull()
      await expect(store.read(key)).rejects.toThrow(BlobNotFoundError)
      await expect(store.bytes(key)).rejects.toThrow(BlobNotFoundError)
      await expect(store.withFile(key, async () => 0)).rejects.toThrow(BlobNotFoundError)
    })

    it('removes what begins with a key, and nothing else', async () => {
      const store = await open()
      const id = sha256(bytesOf(randomUUID()))
      for (const key of [`copies/aa/${id}`, `copies/aa/${id}-full.png`, `copies/aa/other-${id}`]) {
        await store.put(key, bytesOf('copy'))
      }
      await store.remove(`copies/aa/${id}`)
      await store.remove(`copies/aa/${id}`)
      await store.remove(`copies/never/${id}`)
      expect(await store.stat(`copies/aa/${id}`)).toBeNull()
      expect(await store.stat(`copies/aa/${id}-full.png`)).toBeNull()
      expect(await store.stat(`copies/aa/other-${id}`)).toEqual({ size: 4 })
    })

    const traversals = [
      '../secret',
      'a/../../secret',
      '/etc/passwd',
      'a//b',
      '',
      '.',
      'a/.hidden',
      'a\\..\\b',
      'a\0b',
      'a\n',
      'Ä',
    ]
    it.each(traversals)('refuses the key %j everywhere', async (key) => {
      const store = await open()
      await expect(async () => store.put(key, bytesOf('x'))).rejects.toThrow('not a blob key')
      await expect(async () => store.stat(key)).rejects.toThrow('not a blob key')
      await expect(async () => store.read(key)).rejects.toThrow('not a blob key')
      await expect(async () => store.bytes(key)).rejects.toThrow('not a blob key')
      await expect(async () => store.remove(key)).rejects.toThrow('not a blob key')
      await expect(async () => store.withFile(key, async () => 0)).rejects.toThrow('not a blob key')
    })

    it.each(['../x', 'a/b', 'a.b', '', 'a\0'])('refuses the attempt id %j', async (attemptId) => {
      const store = await open()
      await expect(async () => store.stage(attemptId, chunks())).rejects.toThrow('not an attempt id')
      await expect(async () => store.unstage(attemptId)).rejects.toThrow('not an attempt id')
      await expect(async () => store.promote(attemptId, sha256(bytesOf('')))).rejects.toThrow(
        'not an attempt id',
      )
    })

    it('finds itself writable', async () => {
      await expect((await open()).check()).resolves.toBeUndefined()
    })
  })
}
