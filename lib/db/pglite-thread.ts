import 'server-only'
import { setFlagsFromString } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import type { Answer, NumberedQuestion, SentError, ThreadData } from './pglite-messages.ts'
import { PgliteStatements } from './pglite-statements.ts'
import { SyncedNodeFS } from './synced-fs.ts'

/*
 * The thread that PostgreSQL runs on. It holds its thread for as long as a statement takes, and so must not share one with
 * pages and event streams. Started by pglite-client.ts; speaks the messages of pglite-messages.ts.
 */

/** PGlite's own parameters but for `-F` (which turns syncing off), and what makes them fit a server of pictures. */
const START_PARAMS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...[
    'fsync=on',
    // The default method, fdatasync, is a stub in PGlite's WebAssembly build.
    'wal_sync_method=fsync',
    // A search of 100,000 pictures reads most of their rows; each page that is not here is a call to the system.
    'shared_buffers=96MB',
    'max_wal_size=64MB',
  ].flatMap((setting) => ['-c', setting]),
]

/**
 * V8 would compile PostgreSQL's hot functions a second time, optimized, and one of them (100 kB of WebAssembly) takes its
 * compiler 600 MB and seconds of a core. Left as first compiled, statements take about a seventh longer, and the process
 * starts and stays smaller. The flags are read when a function is first compiled, and hold for the whole process.
 */
function keepBaselineCode(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
}

const say = (answer: Answer) => parentPort?.postMessage(answer)

keepBaselineCode()
const { folder, initDbStartParams }: ThreadData = workerData
const fs = new SyncedNodeFS(folder, (error) => say({ syncFailed: String(error) }))
// Questions wait in the port until there is somebody to hear them. A failure here ends the thread, and is told there.
const lite = await PGlite.create({ fs, startParams: START_PARAMS, initDbStartParams })
const statements = new PgliteStatements(lite)

interface OpenTransaction {
  /** Resolves once it has begun. */
  begun: Promise<Transaction>
  /** Ends it; resolves once it is committed or rolled back. */
  end(commit: boolean): Promise<void>
}
const transactions = new Map<number, OpenTransaction>()

function begin(): OpenTransaction {
  const begun = Promise.withResolvers<Transaction>()
  const ended = Promise.withResolvers<void>()
  const rolledBack = new Error('rolled back')
  const done = lite.transaction((transaction) => {
    begun.resolve(transaction)
    return ended.promise
  })
  const settled = done.catch((error: unknown) => {
    begun.reject(error)
    if (error !== rolledBack) throw error
  })
  // Whoever asks next hears of it; nobody need be listening at the moment.
  settled.catch(() => {})
  begun.promise.catch(() => {})
  return {
    begun: begun.promise,
    end(commit) {
      if (commit) ended.resolve()
      else ended.reject(rolledBack)
      return settled
    },
  }
}

/** Where a statement is to run. */
async function target(tx: number | undefined): Promise<PGlite | Transaction> {
  if (tx === undefined) return lite
  const open = transactions.get(tx)
  if (!open) throw new Error('The transaction has ended.')
  return open.begun
}

async function answer(question: NumberedQuestion): Promise<unknown> {
  switch (question.do) {
    case 'begin':
      // Known at once, so that statements sent right behind it find it.
      transactions.set(question.tx, begin())
      return
    case 'query': {
      const run = () =>
        lite.runExclusive(() => statements.run(question.text, question.params ?? [], question))
      // One without a transaction waits for the one that is open.
      if (question.tx === undefined) return lite._runExclusiveTransaction(run)
      await target(question.tx)
      return run()
    }
    case 'exec':
      return (await target(question.tx)).exec(question.text)
    case 'end': {
      const open = transactions.get(question.tx)
      transactions.delete(question.tx)
      return open?.end(question.commit)
    }
    case 'listen':
      await lite.listen(question.channel, (payload) => say({ channel: question.channel, payload }))
      return
    case 'syncs':
      return fs.syncs
    case 'close':
      return lite.close()
  }
}

function sent(error: unknown): SentError {
  if (!(error instanceof Error)) return { message: String(error), facts: {} }
  const facts = Object.entries(error).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return { message: error.message, facts: Object.fromEntries(facts) }
}

parentPort?.on('message', (question: NumberedQuestion) => {
  answer(question).then(
    (value) => {
      say({ id: question.id, value })
      if (question.do === 'close') parentPort?.close()
    },
    (error: unknown) => say({ id: question.id, error: sent(error) }),
  )
})
