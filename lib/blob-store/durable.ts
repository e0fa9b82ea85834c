import 'server-only'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Chunks are gathered to about this many bytes a write: a 4K picture arrives in hundreds of small ones. */
const WRITE_BYTES = 1024 * 1024

/** Makes what was created, renamed or removed in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Creates a folder with its parents, durably. */
export async function ensureFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let created = folder; ; created = dirname(created)) {
    await syncFolder(dirname(created))
    if (created === first) return
  }
}

/** Writes a new file through to the disk; while one batch is being written, the next is read. Returns its bytes. */
export async function writeSynced(
  path: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<number> {
  const handle = await open(path, 'wx')
  try {
    let size = 0
    let batch: Uint8Array[] = []
    let batchBytes = 0
    let writing: Promise<void> = Promise.resolve()
    const flush = async () => {
      await writing
      writing = writeAll(handle, batch)
      // Awaited above or below; until then a failure must not count as unhandled.
      writing.catch(() => undefined)
      batch = []
      batchBytes = 0
    }
    try {
      for await (const chunk of source) {
        size += chunk.byteLength
        batchBytes += chunk.byteLength
        batch.push(chunk)
        if (batchBytes >= WRITE_BYTES) await flush()
      }
      await flush()
    } finally {
      await writing
    }
    await handle.datasync()
    return size
  } finally {
    await handle.close()
  }
}

/** `writev` may write less than it was given, for one when the disk fills up: the rest then fails with the reason. */
async function writeAll(handle: FileHandle, chunks: Uint8Array[]): Promise<void> {
  let rest = chunks
  while (rest.length > 0) {
    let { bytesWritten } = await handle.writev(rest)
    let done = 0
    for (const chunk of rest) {
      if (bytesWritten < chunk.byteLength) break
      bytesWritten -= chunk.byteLength
      done++
    }
    const next = rest.slice(done)
    const torn = next[0]
    if (torn && bytesWritten > 0) next[0] = torn.subarray(bytesWritten)
    rest = next
  }
}
