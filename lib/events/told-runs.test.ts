import { expect, test } from 'vitest'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
import { asTold, noteRun } from './told-runs.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 9, 0, second)).toISOString()

function run(number: number, second: number, deletedAt: string | null = null) {
  const input = { model: 'nano-banana-2', ratio: '1:1', tier: '1K', n: 1, temperature: null } as const
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  const unsent = unsentGeneration({ ...input, id, prompt: 'a heron', referenceIds: [] }, [], 0)
  return { ...unsent, changedAt: at(second), deletedAt }
}

test('what was read before news of a run does not take them back; what was read after them stands', () => {
  const news = run(1, 5)
  noteRun(news)
  expect(asTold([run(1, 4), run(2, 4)])).toEqual([news, run(2, 4)])
  expect(asTold([run(1, 6)])).toEqual([run(1, 6)])
})

test('a run that went to the trash meanwhile is left out, until it is told of as returned', () => {
  noteRun(run(3, 5, at(5)))
  expect(asTold([run(3, 4)])).toEqual([])
  expect(asTold([run(3, 6)])).toEqual([run(3, 6)])
})

test('of many runs the latest are remembered', () => {
  for (let number = 10; number < 400; number += 1) noteRun(run(number, 9))
  expect(asTold([run(10, 1)])).toEqual([run(10, 1)])
  expect(asTold([run(399, 1)])).toEqual([run(399, 9)])
})
