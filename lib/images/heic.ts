import 'server-only'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { crc32, deflateSync } from 'node:zlib'
import { sharp } from './sharp.ts'

/** A camera's largest picture takes about four seconds; what takes longer is not a picture. */
const DECODE_DEADLINE_MS = 60_000

// The decoder is WebAssembly and holds its thread for seconds, so it gets one of its own, which also frees all its
// memory when it ends. The thread's program is a string because a bundler moves or renames files, and a thread that
// cannot find its file fails only in production.
const DECODER = `
  const { parentPort, workerData } = require('node:worker_threads')
  require(workerData.decoder)({ buffer: workerData.bytes }).then(({ width, height, data }) =>
    parentPort.postMessage({ width, height, data }, [data.buffer]))
`

interface Decoded {
  width: number
  height: number
  /** RGBA, 8 bits a channel, upright: the container's own rotation is applied. */
  data: Uint8ClampedArray
}

// One at a time: a 48-megapixel picture needs about half a gigabyte while it is decoded.
let last: Promise<unknown> = Promise.resolve()

/**
 * Decodes HEIC, which sharp cannot, to a PNG with the picture's colour profile, so that sharp continues from there.
 *
 * @param icc The colour profile, which the decoder does not apply.
 * @throws Error where the decoder refuses the bytes or takes longer than a minute.
 */
export async function heicToPng(bytes: Uint8Array, icc: Buffer | undefined): Promise<Buffer> {
  const turn = last.then(() => decode(bytes))
  last = turn.catch(() => undefined)
  const { width, height, data } = await turn
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const image = sharp(pixels, { raw: { width, height, channels: 4 } })
  const opaque = (await image.stats()).isOpaque
  const png = await (opaque ? image.removeAlpha() : image).png({ compressionLevel: 0 }).toBuffer()
  return icc ? withProfile(png, icc) : png
}

function decode(bytes: Uint8Array): Promise<Decoded> {
  // Resolved from the folder the server runs in: a bundled module's own address is not where packages are.
  const decoder = createRequire(join(process.cwd(), 'package.json')).resolve('heic-decode')
  return new Promise((resolve, reject) => {
    const worker = new Worker(DECODER, { eval: true, workerData: { decoder, bytes } })
    const deadline = setTimeout(
      () => settle(() => reject(new Error('the HEIC decoder took too long'))),
      DECODE_DEADLINE_MS,
    )
    const settle = (finish: () => void) => {
      clearTimeout(deadline)
      finish()
      void worker.terminate()
    }
    worker.once('message', (decoded: Decoded) => settle(() => resolve(decoded)))
    worker.once('error', (cause) => settle(() => reject(cause)))
    worker.once('exit', (code) => settle(() => reject(new Error(`the HEIC decoder ended with ${code}`))))
  })
}

/** Bytes of a PNG's signature and header, after which a profile belongs. */
const PNG_HEADER_BYTES = 33

/** The PNG with an iCCP chunk: sharp can convert by a profile that a file carries, and attach none to raw pixels. */
function withProfile(png: Buffer, icc: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('iCCPicc\0\0', 'latin1'), deflateSync(icc)])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return Buffer.concat([png.subarray(0, PNG_HEADER_BYTES), chunk, png.subarray(PNG_HEADER_BYTES)])
}
