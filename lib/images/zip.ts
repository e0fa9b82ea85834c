import 'server-only'
import { makeZip, predictLength } from 'client-zip'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import { BODY_LENGTH_HEADER } from '#lib/body-length.ts'
import { contentDisposition } from './file-name.ts'

export interface ZipEntry {
  name: string
  /** Bytes. */
  size: number
  lastModified: Date
  /** Key in the blob store. */
  key: string
}

/**
 * Stored pictures as one ZIP of the original bytes: not packed (pictures are packed already), so its length is known before
 * the first byte; streamed, with one file open at a time.
 */
export function zipResponse(
  blobs: Pick<BlobStore, 'read'>,
  request: Request,
  archive: { name: string; entries: readonly ZipEntry[]; headers?: Record<string, string> },
): Response {
  const { name, entries } = archive
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': contentDisposition('attachment', name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    ...archive.headers,
    [BODY_LENGTH_HEADER]: String(predictLength([...entries])),
  }
  return new Response(request.method === 'HEAD' ? null : makeZip(opened(blobs, entries)), { headers })
}

/** Opens each file when its turn comes, and closes it also where the client went away in the middle of it. */
async function* opened(blobs: Pick<BlobStore, 'read'>, entries: readonly ZipEntry[]) {
  for (const { key, ...entry } of entries) {
    const reader = (await blobs.read(key)).getReader()
    try {
      yield { ...entry, input: chunks(reader, entry) }
    } catch {
      // Thrown in from outside, and never by a file: whoever reads the ZIP has gone, which is no failure.
      return
    } finally {
      await reader.cancel()
    }
  }
}

/** The bytes of a file. A file of another length than announced must not pass for a whole ZIP. */
async function* chunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { name, size }: { name: string; size: number },
) {
  let sent = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    sent += value.byteLength
    yield value
  }
  if (sent !== size) throw new Error(`${name} has ${sent} bytes, not ${size}`)
}
