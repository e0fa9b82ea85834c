import 'server-only'
import { createHash } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** More bytes came than may. */
export class TooManyBytesError extends Error {
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`)
    this.name = 'TooManyBytesError'
  }
}

export interface Received {
  /** A temporary file with the bytes. */
  path: string
  /** Hex. */
  sha256: string
}

/**
 * Writes bytes that arrive to a temporary file, which exists while `use` runs. Memory holds one chunk at a time, and
 * reading stops as soon as there are too many.
 *
 * @throws TooManyBytesError, the source's own error, or the file system's (`ENOSPC`).
 */
export async function receive<T>(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  use: (received: Received) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bunch-upload-'))
  try {
    const path = join(folder, 'upload')
    return await use({ path, sha256: await write(source, path, maxBytes) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function write(source: AsyncIterable<Uint8Array>, path: string, maxBytes: number): Promise<string> {
  const hash = createHash('sha256')
  let size = 0
  await using file = await open(path, 'wx', 0o600)
  for await (const chunk of source) {
    size += chunk.byteLength
    if (size > maxBytes) throw new TooManyBytesError(maxBytes)
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  return hash.digest('hex')
}
