import 'server-only'

/** What a key may look like: path segments of safe characters, no dots at a segment's start. */
export const BLOB_KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/

/** Keys of everything the studio stores. Originals and references are addressed by content, so equal bytes are one. */
export const blobKeys = {
  original: (sha256: string) => `originals/${sha256.slice(0, 2)}/${sha256}`,
  thumb: (sha256: string, width: number) => `thumbs/${sha256.slice(0, 2)}/${sha256}-${width}.webp`,
  /** Made from an original: a conversion, or the picture that other programs show beside a link. */
  copy: (sha256: string, name: string) => `copies/${sha256.slice(0, 2)}/${sha256}-${name}`,
  reference: (sha256: string) => `references/${sha256.slice(0, 2)}/${sha256}`,
  referenceThumb: (sha256: string) => `references/${sha256.slice(0, 2)}/${sha256}-thumb.webp`,
  /** What the keys of everything made of an original begin with, its own too. */
  ofOriginal: (sha256: string) =>
    ['originals', 'thumbs', 'copies'].map((kind) => `${kind}/${sha256.slice(0, 2)}/${sha256}`),
  avatar: (sha256: string) => `avatars/${sha256.slice(0, 2)}/${sha256}.webp`,
} as const

export interface BlobInfo {
  /** Bytes. */
  size: number
}

export interface StagedBlob {
  /** Hex. */
  sha256: string
  size: number
}

/**
 * Bytes that outlive the process. Every write but `stage` is on stable storage when its promise resolves. Writes throw
 * `BlobStoreFullError` where there is no room, and every method an `Error` for a key or id that is not well-formed.
 *
 * Pictures arrive in two moves, so that a crash between "the bytes are here" and "the row says so" loses nothing:
 * `stage` syncs them under the attempt's id, `promote` gives them their content address, durably, while the staged name
 * remains until `unstage`. After a crash, `staged` lists what arrived and was never committed.
 */
export interface BlobStore {
  /** Streams bytes under an attempt's id. Fails with the source's own error, leaving nothing listed. */
  stage(attemptId: string, source: AsyncIterable<Uint8Array>): Promise<StagedBlob>
  /** Gives staged bytes their content address `blobKeys.original(sha256)`. Safe to repeat. */
  promote(attemptId: string, sha256: string): Promise<void>
  /** Forgets the staged name, keeping what was promoted. Safe to repeat. */
  unstage(attemptId: string): Promise<void>
  /** Every attempt whose bytes are whole and not yet unstaged. */
  staged(): Promise<{ attemptId: string; sha256: string; size: number }[]>
  /** Writes a whole value; equal keys hold equal bytes, so writing again is harmless. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** `null` where there is none. */
  stat(key: string): Promise<BlobInfo | null>
  /** Bytes `start` to `end` (inclusive) or all of them. Throws `BlobNotFoundError`. */
  read(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array>>
  /** The whole value in memory. Throws `BlobNotFoundError`. */
  bytes(key: string): Promise<Uint8Array<ArrayBuffer>>
  /** Runs `use` with a local file that holds the value (the store's own file, or a temporary copy). */
  withFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>
  /** Removes every value whose key begins with this, durably. Safe to repeat; who reads one at this moment reads on. */
  remove(prefix: string): Promise<void>
  /** Throws `BlobStoreFullError` where there is clearly no room for one more picture. Cheap: asked before each call. */
  assertRoom(): Promise<void>
  /** Throws where the store cannot be written, for readiness. */
  check(): Promise<void>
}

export class BlobNotFoundError extends Error {
  constructor(key: string) {
    super(`no blob at ${key}`)
    this.name = 'BlobNotFoundError'
  }
}

/** The bytes do not fit any more; nothing of them was kept. */
export class BlobStoreFullError extends Error {
  constructor(cause: unknown) {
    super('the storage is full', { cause })
    this.name = 'BlobStoreFullError'
  }
}
