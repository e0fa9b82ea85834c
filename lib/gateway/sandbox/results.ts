import 'server-only'
import { randomBytes } from 'node:crypto'
import type { FaultKind } from './faults.ts'

/** A finished picture in parts; parts may be shared between results. */
export interface Result {
  parts: readonly Uint8Array<ArrayBuffer>[]
  /** Content type, as the answer will claim. */
  type: string
  /** What its link does wrong. */
  fault: FaultKind | null
  /** How often its link was asked for. */
  served: number
}

interface Kept extends Result {
  expiresAt: number
}

export interface ResultStore {
  /** Keeps a picture for a while and names it unguessably. */
  put(result: Result): string
  get(id: string): Result | null
  clear(): void
}

/**
 * Pictures waiting to be downloaded, in memory. The oldest give way when there are too many, so that a sandbox nobody
 * downloads from stays small.
 */
export function createResultStore(limits: {
  ttlMs: number
  maxBytes: number
  maxCount: number
}): ResultStore {
  const kept = new Map<string, Kept>()

  /** Shared parts count once. */
  const bytesHeld = () => {
    const buffers = new Map<ArrayBuffer, number>()
    for (const { parts } of kept.values()) {
      for (const part of parts) buffers.set(part.buffer, part.buffer.byteLength)
    }
    return buffers.values().reduce((sum, length) => sum + length, 0)
  }
  const sweep = () => {
    const now = Date.now()
    for (const [id, { expiresAt }] of kept) if (expiresAt <= now) kept.delete(id)
  }

  return {
    put(result) {
      sweep()
      const id = randomBytes(18).toString('base64url')
      kept.set(id, { ...result, expiresAt: Date.now() + limits.ttlMs })
      while (kept.size > 1 && (kept.size > limits.maxCount || bytesHeld() > limits.maxBytes)) {
        const oldest = kept.keys().next()
        if (oldest.done) break
        kept.delete(oldest.value)
      }
      setTimeout(sweep, limits.ttlMs + 1000).unref()
      return id
    },
    get(id) {
      sweep()
      return kept.get(id) ?? null
    },
    clear: () => kept.clear(),
  }
}
