import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '#lib/gateway/sandbox/art/random.ts'
import { workingTimes } from './calendar.ts'
import { planRuns } from './plan.ts'

describe('planRuns', () => {
  test('keeps exactly as many pictures as were asked for, in runs of one to four', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.string(), (pictures, seed) => {
        const runs = planRuns(pictures, createRandom(seed))
        expect(runs.flat().filter((end) => end === 'succeeded')).toHaveLength(pictures)
        for (const run of runs) expect([1, 2, 3, 4]).toContain(run.length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('workingTimes', () => {
  const until = new Date('2026-11-20T10:00:00Z')
  const times = workingTimes(5_000, 730, until, createRandom('times'))

  test('gives moments in their order, within the days and before the end', () => {
    expect(times).toHaveLength(5_000)
    expect(times.toSorted((a, b) => a.getTime() - b.getTime())).toEqual(times)
    expect(times[0]?.getTime()).toBeGreaterThan(until.getTime() - 731 * 86_400_000)
    expect(times.at(-1)?.getTime()).toBeLessThan(until.getTime())
  })

  test('clumps them: working hours, few at weekends, some days with many', () => {
    const shanghai = times.map((time) => new Date(time.getTime() + 8 * 3_600_000))
    const atWork = shanghai.filter((time) => time.getUTCHours() >= 9 && time.getUTCHours() < 19)
    expect(atWork.length / times.length).toBeGreaterThan(0.75)
    const atWeekends = shanghai.filter((time) => time.getUTCDay() % 6 === 0)
    expect(atWeekends.length / times.length).toBeLessThan(0.1)
    const days = Map.groupBy(shanghai, (time) => time.toISOString().slice(0, 10))
    expect(Math.max(...[...days.values()].map((day) => day.length))).toBeGreaterThan(30)
  })

  test('are the same for the same seed', () => {
    expect(workingTimes(5_000, 730, until, createRandom('times'))).toEqual(times)
  })
})
