import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { copyFile, link, open, readdir, readFile, rename, rm, stat, statfs, unlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { BLOB_KEY, BlobNotFoundError, type BlobStore, BlobStoreFullError, blobKeys } from './blob-store.ts'
import { ensureFolder, syncFolder, writeSynced } from './durable.ts'

const ATTEMPT_ID = /^[A-Za-z0-9-]{1,64}$/
const SHA256 = /^[0-9a-f]{64}$/
/** `<attempt id>.<sha256>`: a name is given only to whole bytes, and says what they are. */
const STAGED_NAME = /^([A-Za-z0-9-]{1,64})\.([0-9a-f]{64})$/
/** A part of another machine on a shared folder is left alone for so long; of ours, as long as its process lives. */
const FOREIGN_PART_MS = 3_600_000

/** A few of the largest pictures with their thumbnails, and the database beside them. */
const MIN_FREE_BYTES = 100 * 1024 * 1024

/**
 * Bytes as files under a folder: `originals/`, `thumbs/`, `references/` by their keys, `staged/` for pictures on their
 * way to a row, `parts/` for what is being written. Nothing but whole, synced bytes ever has a name outside `parts/`.
 */
export async function openDiskBlobStore(
  folder: string,
  { minFreeBytes = MIN_FREE_BYTES }: { minFreeBytes?: number } = {},
): Promise<BlobStore> {
  const parts = join(folder, 'parts')
  const stagedFolder = join(folder, 'staged')
  const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 12)
  await ensureFolder(parts)
  await ensureFolder(stagedFolder)
  await removeLeftovers(parts, host)

  const known = new Set<string>()
  const ensureKnown = async (path: string) => {
    if (known.has(path)) return
    await ensureFolder(path)
    known.add(path)
  }
  const pathOf = (key: string) => {
    if (!BLOB_KEY.test(key)) throw new Error(`not a blob key: ${JSON.stringify(key)}`)
    return join(folder, ...key.split('/'))
  }
  const newPart = () => join(parts, `${host}.${process.pid}.${randomUUID()}.part`)

  /** Runs `write` with a fresh part file's name; whatever happens, the part is gone afterwards. */
  async function withPart<T>(write: (part: string) => Promise<T>): Promise<T> {
    const part = newPart()
    try {
      return await write(part)
    } catch (error) {
      await rm(part, { force: true })
      throw isFull(error) ? new BlobStoreFullError(error) : error
    }
  }

  return {
    stage(attemptId, source) {
      assertAttemptId(attemptId)
      return withPart(async (part) => {
        const hash = createHash('sha256')
        const size = await writeSynced(part, hashed(source, hash))
        const sha256 = hash.digest('hex')
        // The staged name serves the death of the process; a power cut before `promote` takes what had just arrived.
        await rename(part, join(stagedFolder, `${attemptId}.${sha256}`))
        return { sha256, size }
      })
    },

    async promote(attemptId, sha256) {
      assertAttemptId(attemptId)
      if (!SHA256.test(sha256)) throw new Error(`not a SHA-256: ${JSON.stringify(sha256)}`)
      const source = join(stagedFolder, `${attemptId}.${sha256}`)
      const target = pathOf(blobKeys.original(sha256))
      await withPart(async (part) => {
        await ensureKnown(dirname(target))
        try {
          await link(source, target)
        } catch (error) {
          if (codeOf(error) === 'EEXIST') {
            // The same bytes are there already; their name may be newer than the last sync.
          } else if (codeOf(error) === 'ENOENT') {
            // Promoted and unstaged before, or never staged.
            if (!(await exists(target))) throw new BlobNotFoundError(`staged/${attemptId}`)
          } else if (LINKLESS.has(codeOf(error) ?? '')) {
            await copyFile(source, part)
            await syncFile(part)
            await rename(part, target)
          } else {
            throw error
          }
        }
        await syncFolder(dirname(target))
      })
    },

    async unstage(attemptId) {
      assertAttemptId(attemptId)
      for (const name of await readdir(stagedFolder)) {
        // Not synced: a name that a power cut brings back is forgotten again by the next start.
        if (name.startsWith(`${attemptId}.`)) await rm(join(stagedFolder, name), { force: true })
      }
    },

    async staged() {
      const found: { attemptId: string; sha256: string; size: number }[] = []
      for (const name of await readdir(stagedFolder)) {
        const [, attemptId, sha256] = STAGED_NAME.exec(name) ?? []
        if (attemptId === undefined || sha256 === undefined) continue
        const size = await sizeOf(join(stagedFolder, name))
        if (size !== null) found.push({ attemptId, sha256, size })
      }
      return found
    },

    async put(key, bytes) {
      const target = pathOf(key)
      await withPart(async (part) => {
        await ensureKnown(dirname(target))
        await writeSynced(part, [bytes])
        await rename(part, target)
        await syncFolder(dirname(target))
      })
    },

    async stat(key) {
      const size = await sizeOf(pathOf(key))
      return size === null ? null : { size }
    },

    async read(key, range) {
      const handle = await open(pathOf(key), 'r').catch((error: unknown) => {
        throw codeOf(error) === 'ENOENT' ? new BlobNotFoundError(key) : error
      })
      const stream = handle.createReadStream({ ...range, highWaterMark: 256 * 1024 })
      return Readable.toWeb(stream) as ReadableStream<Uint8Array>
    },

    async bytes(key) {
      return await readFile(pathOf(key)).catch((error: unknown) => {
        throw codeOf(error) === 'ENOENT' ? new BlobNotFoundError(key) : error
      })
    },

    async withFile(key, use) {
      const path = pathOf(key)
      if (!(await exists(path))) throw new BlobNotFoundError(key)
      return await use(path)
    },

    async remove(prefix) {
      const path = pathOf(prefix)
      const names = await readdir(dirname(path)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      const gone = names.filter((name) => name.startsWith(basename(path)))
      for (const name of gone) await rm(join(dirname(path), name), { force: true })
      if (gone.length > 0) await syncFolder(dirname(path))
    },

    async assertRoom() {
      const { bavail, bsize } = await statfs(folder)
      const free = bavail * bsize
      if (free < minFreeBytes) {
        throw new BlobStoreFullError(new Error(`${free} bytes are free, fewer than ${minFreeBytes}`))
      }
    },

    async check() {
      await withPart(async (part) => {
        await writeSynced(part, [new Uint8Array(1)])
        await unlink(part)
      })
    },
  }
}

/** What file systems without hard links answer, or with too many links to one file. */
const LINKLESS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK'])

async function* hashed(source: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
}

/** Parts whose writer is gone: it crashed in the middle of a picture. */
async function removeLeftovers(parts: string, host: string): Promise<void> {
  for (const name of await readdir(parts)) {
    const [writerHost, pid] = name.split('.')
    const path = join(parts, name)
    const inUse =
      writerHost === host
        ? Number(pid) !== process.pid && isAlive(Number(pid))
        : Date.now() - ((await modifiedAt(path)) ?? 0) < FOREIGN_PART_MS
    if (!inUse) await rm(path, { force: true })
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return codeOf(error) === 'EPERM'
  }
}

function assertAttemptId(attemptId: string): void {
  if (!ATTEMPT_ID.test(attemptId)) throw new Error(`not an attempt id: ${JSON.stringify(attemptId)}`)
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code
/** The disk, the owner's quota, or the largest file allowed. */
const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')

async function found(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
const exists = async (path: string) => (await found(path)) !== null
const sizeOf = async (path: string) => (await found(path))?.size ?? null
const modifiedAt = async (path: string) => (await found(path))?.mtimeMs ?? null

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
