import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db } from './client.ts'

const open = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Throws where a query would go around the transaction it is made in. The embedded database has one connection, which
 * the transaction holds: such a query would wait for the transaction, and the transaction for it, forever. On a server
 * it would quietly not be part of the transaction. So it is an error on both.
 */
export function assertOutsideTransaction(): void {
  if (open.getStore()?.open) {
    throw new Error(
      'A query was made on `db` inside `db.transaction`: pass the `tx` that the transaction gives you to everything in it.',
    )
  }
}

/** Makes the transactions of `db` known to `assertOutsideTransaction`. */
export function guardTransactions(db: Db): Db {
  const transaction = db.transaction.bind(db)
  db.transaction = (work, config) => {
    assertOutsideTransaction()
    return transaction((tx) => {
      // Closed before the commit: listeners called by the commit, and work left behind, run in this context too.
      const context = { open: true }
      return open.run(context, async () => {
        try {
          return await work(tx)
        } finally {
          context.open = false
        }
      })
    }, config)
  }
  return db
}
