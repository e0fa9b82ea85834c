import 'server-only'
import type { Tx } from '#lib/db/client.ts'

/** Kinds of work. Payloads are ids: the row is the truth, and a job whose row has moved on does nothing. */
export type Job = { kind: 'generate-image'; imageId: string } | { kind: 'make-thumbs'; imageId: string }
export type JobKind = Job['kind']

export interface SendOptions {
  /** Lower starts first; see `images.turn`. */
  turn?: number
  startAfter?: Date
}

/**
 * Durable delivery of job ids, at least once. `send` takes part in the caller's transaction: the job exists exactly if
 * the row does.
 */
export interface Queue {
  send(tx: Tx, job: Job, options?: SendOptions): Promise<void>
  /** Starts handling one kind, at most `concurrency` at once (over all processes for `generate-image`). */
  work(kind: JobKind, concurrency: number, handle: (id: string) => Promise<void>): Promise<void>
  /** Takes no new jobs, waits for the running ones up to `graceMs`, then returns. */
  stop(graceMs: number): Promise<void>
}
