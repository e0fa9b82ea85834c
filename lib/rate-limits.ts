import 'server-only'
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { countAttempt, forgetAttempts, uncountAttempt } from '#lib/db/rate-limits.ts'
import { AppError } from '#lib/errors.ts'
import type { Studio } from '#lib/studio.ts'

/*
 * Counts attempts in the database, so that a restart forgets none and several servers share one count. In place of
 * rate-limiter-flexible, whose Drizzle store brings a second copy of Drizzle in behind the bundler's back.
 */

/** So many attempts in so many seconds; the window begins with the first. */
export interface RateLimit {
  points: number
  seconds: number
}

type Counting = Pick<Studio, 'db' | 'now'>

/** E-mail addresses and links are no business of this table: keys are hashed, which also bounds their length. */
const rowKey = (name: string, key: string) =>
  `${name}:${createHash('sha256').update(key).digest('base64url')}`

/**
 * Counts one attempt, before whatever it attempts: attempts made at the same time all count.
 *
 * @param name what is attempted; each name has counts of its own
 * @param key by whom or at what: an address (see `addressKey`), an account, a link
 * @throws AppError `too_many_attempts` with the seconds to wait
 */
export async function consume(studio: Counting, name: string, key: string, limit: RateLimit): Promise<void> {
  const now = studio.now().getTime()
  const { points, end } = await countAttempt(studio.db, rowKey(name, key), {
    now,
    end: now + limit.seconds * 1000,
  })
  if (points <= limit.points) return
  throw new AppError('too_many_attempts', {
    params: { seconds: Math.max(1, Math.ceil((end - now) / 1000)) },
  })
}

/** Takes back what `consume` counted: the attempt was a good one. */
export function giveBack(studio: Counting, name: string, key: string): Promise<void> {
  return uncountAttempt(studio.db, rowKey(name, key))
}

/** Forgets every attempt under this key. */
export function startAfresh(studio: Counting, name: string, key: string): Promise<void> {
  return forgetAttempts(studio.db, rowKey(name, key))
}

/**
 * The key of a client's address. One line of an IPv6 provider has 2^64 addresses or more, so it is counted as a whole.
 *
 * @param address as `clientAddress` tells it
 */
export function addressKey(address: string | null): string {
  if (address === null) return 'unknown'
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  // `::` stands for as many groups of zero as are missing.
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  return [...groups, ...Array<string>(missing).fill('0'), ...(tail ?? '').split(':').filter(Boolean)]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
