import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#lib/db/open.ts'
import { sweepAttempts } from '#lib/db/rate-limits.ts'
import { describeEachDatabase, type TestDatabase } from '#lib/db/testing.ts'
import { createLog } from '#lib/log.ts'
import { addressKey, consume, giveBack, startAfresh } from './rate-limits.ts'

const LIMIT = { points: 3, seconds: 60 }

describeEachDatabase('attempts', (fresh) => {
  let opened: TestDatabase
  let time = Date.parse('2026-11-22T10:00:00Z')
  const studio = () => ({ db: opened.database.db, now: () => new Date(time) })
  const tries = async (name: string, key: string, times: number) => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: times }, () => consume(studio(), name, key, LIMIT)),
    )
    return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'let' : outcome.reason.code))
  }

  beforeAll(async () => {
    opened = await fresh()
  })

  test('are refused beyond the limit, with the seconds to wait, and let again after them', async () => {
    expect(await tries('door', 'a', 3)).toEqual(['let', 'let', 'let'])
    time += 20_000
    await expect(consume(studio(), 'door', 'a', LIMIT)).rejects.toMatchObject({
      code: 'too_many_attempts',
      params: { seconds: 40 },
    })
    time += 40_000
    expect(await tries('door', 'a', 1)).toEqual(['let'])
  })

  test('made at the same time all count', async () => {
    const outcomes = await tries('door', 'at once', 10)
    expect(outcomes.filter((outcome) => outcome === 'let')).toHaveLength(3)
  })

  test('of one name and key are no business of another', async () => {
    await tries('door', 'b', 4)
    expect(await tries('window', 'b', 1)).toEqual(['let'])
    expect(await tries('door', 'c', 1)).toEqual(['let'])
  })

  test('that were good ones are given back', async () => {
    for (let time = 0; time < 6; time++) {
      expect(await tries('door', 'd', 1)).toEqual(['let'])
      await giveBack(studio(), 'door', 'd')
    }
    await tries('door', 'e', 4)
    await startAfresh(studio(), 'door', 'e')
    expect(await tries('door', 'e', 1)).toEqual(['let'])
  })

  test('survive a restart', async () => {
    await tries('door', 'f', 3)
    await opened.database.close()
    const again = await openDatabase({ ...opened.options, log: createLog('fatal') })
    opened = { ...opened, database: again }
    try {
      expect(await tries('door', 'f', 1)).toEqual(['too_many_attempts'])
      time += 61_000
      await sweepAttempts(studio().db, time)
      expect(await tries('door', 'f', 1)).toEqual(['let'])
    } finally {
      await again.close()
    }
  })
})

test('one line of an IPv6 provider is one address', () => {
  expect(addressKey('203.0.113.9')).toBe('203.0.113.9')
  expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2')
  expect(addressKey('2001:0db8:1:2::9')).toBe('2001:db8:1:2')
  expect(addressKey('2001:db8::9')).toBe('2001:db8:0:0')
  expect(addressKey('::1')).toBe('0:0:0:0')
  expect(addressKey(null)).toBe('unknown')
})
