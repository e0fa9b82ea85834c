import 'server-only'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { QueryOptions, Results } from '@electric-sql/pglite'
import { assertOutsideTransaction } from './guard.ts'
import type { Answer, NumberedQuestion, Question, SentError, ThreadData } from './pglite-messages.ts'

/** Statements on the database, or in one of its transactions. */
export interface Statements {
  /** One statement. Functions in `options.parsers` must return what they get: they stay on this side. */
  query<Row>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<Row>>
  /** Any number of statements without parameters; outside of a transaction they are one. */
  exec(text: string): Promise<Results<Record<string, unknown>>[]>
}

/** The part of PGlite's interface that Drizzle, pg-boss and we use, with the database on a thread of its own. */
export interface PgliteClient extends Statements {
  transaction<T>(work: (tx: Statements) => Promise<T>): Promise<T>
  /** @returns the way to stop */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  /** How often the database has synced to disk. */
  syncs(): Promise<number>
  close(): Promise<void>
}

interface Waiting {
  resolve: (value: never) => void
  reject: (error: Error) => void
}

/**
 * Starts PostgreSQL on a thread of its own: a statement holds the thread it runs on, and pages and event streams must not
 * wait for it. The thread keeps the process alive only while an answer is due, and to its own
 * orderly end.
 *
 * @param onSyncFailed told when a write may not have reached the disk
 */
export function startPglite(data: ThreadData, onSyncFailed: (error: string) => void): PgliteClient {
  const worker = new Worker(threadFile(), { workerData: data, execArgv: ['--conditions=react-server'] })
  worker.unref()
  const waiting = new Map<number, Waiting>()
  const listeners = new Map<string, Set<(payload: string) => void>>()
  let numbers = 0
  let closing = false
  let over: Error | undefined

  const settle = (id: number): Waiting | undefined => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0 && !closing) worker.unref()
    return one
  }
  worker.on('message', (answer: Answer) => {
    if ('channel' in answer) {
      for (const listener of listeners.get(answer.channel) ?? []) listener(answer.payload)
    } else if ('syncFailed' in answer) onSyncFailed(answer.syncFailed)
    else if ('error' in answer) settle(answer.id)?.reject(received(answer.error))
    else settle(answer.id)?.resolve(answer.value as never)
  })
  const end = (error: Error) => {
    over ??= error
    for (const id of [...waiting.keys()]) settle(id)?.reject(over)
  }
  worker.on('error', (cause) => end(new Error(`The embedded database failed: ${cause.message}`, { cause })))
  worker.on('exit', () => end(new Error('The embedded database is closed.')))

  function ask<T>(question: Question): Promise<T> {
    if (over) return Promise.reject(over)
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    numbers += 1
    if (waiting.size === 0) worker.ref()
    waiting.set(numbers, { resolve, reject })
    worker.postMessage({ ...question, id: numbers } satisfies NumberedQuestion)
    return promise
  }

  const statements = (tx: number | undefined, check: () => void): Statements => ({
    async query(text, params, options) {
      check()
      const asText = Object.keys(options?.parsers ?? {}).map(Number)
      return ask({ do: 'query', tx, text, params, rowMode: options?.rowMode, asText })
    },
    async exec(text) {
      check()
      return ask({ do: 'exec', tx, text })
    },
  })

  return {
    ...statements(undefined, assertOutsideTransaction),
    async transaction(work) {
      assertOutsideTransaction()
      numbers += 1
      const tx = numbers
      // Not waited for: the statements behind it wait over there, and fail with it.
      const begun = ask({ do: 'begin', tx })
      let result: Awaited<ReturnType<typeof work>>
      try {
        result = await work(statements(tx, () => {}))
      } catch (error) {
        await begun
        await ask({ do: 'end', tx, commit: false })
        throw error
      }
      await begun
      await ask({ do: 'end', tx, commit: true })
      return result
    },
    async listen(channel, onNotify) {
      const known = listeners.get(channel)
      const set = known ?? new Set()
      listeners.set(channel, set)
      // A wrapper of its own, so that one function that listens twice is two listeners.
      const listener = (payload: string) => onNotify(payload)
      set.add(listener)
      // The channel stays listened to: one without listeners costs nothing.
      if (!known) await ask({ do: 'listen', channel })
      return async () => {
        set.delete(listener)
      }
    },
    syncs: () => ask({ do: 'syncs' }),
    async close() {
      closing = true
      const gone = once(worker, 'exit')
      await ask({ do: 'close' })
      await gone
    },
  }
}

function received({ message, facts }: SentError): Error {
  return Object.assign(new Error(message), facts)
}

/**
 * The thread's file, which Node runs as it is. The server, the scripts and the tests run in the project's folder, so the
 * working folder comes first; beside this file is where it is for anybody else (Next's bundle has no place of its own).
 */
function threadFile(): string {
  const name = 'pglite-thread.ts'
  const here = join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'db', name)
  return existsSync(here) ? here : join(/* turbopackIgnore: true */ import.meta.dirname, name)
}
