import { expect, test } from 'vitest'
import { actsUnderWay, inTurn } from './in-turn.ts'

test('an act waits for the earlier one about the same thing, also where that failed', async () => {
  const told: string[] = []
  const first = Promise.withResolvers<void>()
  const earlier = inTurn(['a', 'b'], async () => {
    await first.promise
    told.push('first')
    throw new Error('refused')
  })
  const later = inTurn(['b'], async () => void told.push('second'))
  await inTurn(['c'], async () => void told.push('another'))
  expect(told).toEqual(['another'])
  first.resolve()
  await expect(earlier).rejects.toThrow('refused')
  await later
  expect(told).toEqual(['another', 'first', 'second'])
})

test('what is under way can be waited for', async () => {
  expect(actsUnderWay()).toBeNull()
  const held = Promise.withResolvers<void>()
  const act = inTurn(['a'], () => held.promise)
  const waited = actsUnderWay()
  expect(waited).not.toBeNull()
  held.resolve()
  await waited
  await act
  expect(actsUnderWay()).toBeNull()
})
