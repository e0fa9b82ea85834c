import 'server-only'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { BODY_ENCODING_HEADER } from '#lib/body-length.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Good enough at a few milliseconds for half a megabyte; the work is done off the main thread. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** An answer of bytes, compressed as the browser can read it: of a binary type the server itself would not know that it pays. */
export async function compressedBytes(request: Request, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',').map((one) => one.trim())
  const headers = { 'content-type': 'application/octet-stream', vary: 'accept-encoding' }
  if (accepted.includes('br')) {
    return new Response(new Uint8Array(await brotli(bytes, QUALITY)), {
      headers: { ...headers, [BODY_ENCODING_HEADER]: 'br' },
    })
  }
  if (accepted.includes('gzip')) {
    return new Response(new Uint8Array(await gzipped(bytes)), {
      headers: { ...headers, [BODY_ENCODING_HEADER]: 'gzip' },
    })
  }
  return new Response(bytes, { headers })
}
