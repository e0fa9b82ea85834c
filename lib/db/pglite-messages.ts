import 'server-only'

/** What the studio's thread asks of the database's thread. Statements without `tx` are transactions of their own. */
export type Question =
  | {
      do: 'query'
      tx?: number | undefined
      text: string
      params: unknown[] | undefined
      rowMode: 'array' | 'object' | undefined
      /** Types (by OID) whose values are to come as PostgreSQL writes them, not parsed. */
      asText: number[]
    }
  | { do: 'exec'; tx?: number | undefined; text: string }
  | { do: 'begin'; tx: number }
  | { do: 'end'; tx: number; commit: boolean }
  | { do: 'listen'; channel: string }
  | { do: 'syncs' }
  | { do: 'close' }

export type NumberedQuestion = Question & { id: number }

/** An error as it crosses threads: structured cloning would drop everything but the message. */
export interface SentError {
  message: string
  /** SQLSTATE, detail, constraint and so on. */
  facts: Record<string, string | number>
}

/** What the database's thread says. */
export type Answer =
  | { id: number; value: unknown }
  | { id: number; error: SentError }
  | { channel: string; payload: string }
  | { syncFailed: string }

/** What the database's thread is started with. */
export interface ThreadData {
  /** Of the cluster. */
  folder: string
  initDbStartParams: string[]
}
