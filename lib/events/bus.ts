import 'server-only'
import type { Tx } from '#lib/db/client.ts'
import type { List } from './lists.ts'

/** What changed, as ids; listeners load the state themselves. */
export type Change =
  /** `passing`: a state on its way to another, which may be told a little later, or not at all if the next is there. */
  | { type: 'generation'; id: string; passing?: true | undefined }
  | { type: 'queue' }
  /** A person wants a running call stopped; the process that holds it acts. */
  | { type: 'cancel'; imageId: string }
  /** A run went out of others' sight: private from now on, or in the trash. Whoever may not see it any more is told so. */
  | { type: 'hidden'; generationId: string }
  /** More runs at once than could be told one by one: load what is on show. */
  | { type: 'many' }
  /** A board, its pictures or who may see it; `to` are those who see it or could until now, `null` everybody. */
  | { type: 'board'; id: string; to: string[] | null }
  /** Something of a list, `to` as of a board. */
  | { type: 'list'; list: List; to: string[] | null }
  /** A person put their heart on pictures or took it off: told to them alone. At most `HEARTS_AT_ONCE` ids. */
  | { type: 'hearts'; personId: string; imageIds: string[]; favourite: boolean }
  /** A person's role, account, sessions or profile: whoever holds something open for them asks again. */
  | { type: 'person'; id: string }
  /** Announcements may have been missed (the connection to the database broke and is back): load what is on show. */
  | { type: 'resync' }

/** Ids of one announcement: each takes 39 of the 8000 bytes that PostgreSQL gives a notification. */
export const HEARTS_AT_ONCE = 100

/** Announces changes to every server process through the database (LISTEN/NOTIFY), after the transaction commits. */
export interface EventBus {
  /** Part of the caller's transaction: a rolled-back change is never announced. */
  announce(tx: Tx, ...changes: Change[]): Promise<void>
  /** Calls back for every change made by any process. Returns the way to stop. */
  subscribe(listener: (change: Change) => void): () => void
  close(): Promise<void>
}
