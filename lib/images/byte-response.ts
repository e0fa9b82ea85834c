import 'server-only'
import parseRange from 'range-parser'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import { BODY_LENGTH_HEADER } from '#lib/body-length.ts'

/** Stored bytes and how they are to be served. */
export interface ServedBytes {
  /** Key in the blob store. */
  key: string
  /** Bytes. */
  size: number
  mime: string
  /** A name of exactly these bytes, without quotes: it becomes a strong ETag. */
  tag: string
  /** `Content-Disposition`. */
  disposition?: string
}

/**
 * Answers GET and HEAD with stored bytes: conditional (`If-None-Match`), in single ranges (`Range`, `If-Range`), and
 * cached by the browser for the session, for the bytes behind an address never change. Several ranges at once are answered with
 * the whole, as RFC 9110 allows. What is not small is streamed.
 *
 * @throws BlobNotFoundError
 */
export async function bytesResponse(
  blobs: BlobStore,
  request: Request,
  served: ServedBytes,
): Promise<Response> {
  const etag = `"${served.tag}"`
  const headers = new Headers({
    etag,
    'cache-control': 'private, max-age=31536000, immutable',
    // Who signs in after somebody else in the same browser gets nothing of theirs from its cache.
    vary: 'cookie',
    'accept-ranges': 'bytes',
    ...SAFE_BYTES,
  })
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })

  headers.set('content-type', served.mime)
  if (served.disposition !== undefined) headers.set('content-disposition', served.disposition)
  const range = requestedRange(request.headers, etag, served.size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${served.size}`)
    headers.delete('content-type')
    headers.set('cache-control', 'no-store')
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: served.size - 1 }
  headers.set(BODY_LENGTH_HEADER, String(end - start + 1))
  if (range) headers.set('content-range', `bytes ${start}-${end}/${served.size}`)
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  // A stream takes memory for its largest part, and a gallery asks for dozens of thumbnails at once.
  const isSmall = !range && served.size <= SMALL
  const body = isSmall ? await blobs.bytes(served.key) : await blobs.read(served.key, range ?? undefined)
  return new Response(body, { status, headers })
}

/** Bytes up to which a file is read at once. */
const SMALL = 256 * 1024

/** Whatever a picture's bytes may also be (polyglots), opened by themselves they can run and load nothing. */
const SAFE_BYTES = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
} as const

/** `If-None-Match` compares weakly: a proxy that recompressed may have weakened the tag. */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

function requestedRange(headers: Headers, etag: string, size: number) {
  const range = headers.get('range')
  const onlyIf = headers.get('if-range')
  // We send no Last-Modified, so an If-Range by date can never hold.
  if (range === null || (onlyIf !== null && onlyIf.trim() !== etag)) return null
  const suffix = /^bytes=-(\d+)$/.exec(range)?.[1]
  // RFC 9110: a suffix longer than the whole means the whole. The parser calls it unsatisfiable.
  if (suffix !== undefined && Number(suffix) >= size && size > 0) return { start: 0, end: size - 1 }
  const parsed = parseRange(size, range)
  if (parsed === -2) return null
  if (parsed === -1) return /^bytes=/.test(range) ? 'unsatisfiable' : null
  if (parsed.type !== 'bytes' || parsed.length !== 1) return null
  return parsed[0] ?? null
}
