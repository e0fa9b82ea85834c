import { expect, test } from 'vitest'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
import type { ImageStatus } from '#lib/images/schema.ts'
import { finishedRuns, together } from './finished-runs.ts'

const ME = '11111111-1111-4111-8111-111111111111'
const SINCE = '2026-01-01T00:00:00.000Z'

function run(statuses: ImageStatus[], finishedAt: string): GenerationDto {
  const input = {
    id: '22222222-2222-4222-8222-222222222222',
    prompt: 'a pear',
    model: 'nano-banana-2',
    ratio: '1:1' as const,
    tier: '1K' as const,
    n: statuses.length,
    temperature: null,
    referenceIds: [],
  }
  const base = unsentGeneration(input, [], Date.parse(SINCE))
  return {
    ...base,
    person: { ...base.person, id: ME },
    images: base.images.map((image, index) => ({
      ...image,
      status: statuses[index] ?? 'queued',
      finishedAt,
    })),
  }
}

const FIRST = '2026-01-01T00:00:10.000Z'

test('tells the end of one’s own run once, however often its state comes', () => {
  const finished = finishedRuns(ME, SINCE)
  expect(finished(run(['succeeded', 'running'], FIRST))).toBeNull()
  expect(finished(run(['succeeded', 'failed'], FIRST))).toMatchObject({
    done: 1,
    failed: 1,
    prompt: 'a pear',
  })
  expect(finished(run(['succeeded', 'failed'], FIRST))).toBeNull()
})

test('tells again when a retried picture ends', () => {
  const finished = finishedRuns(ME, SINCE)
  finished(run(['failed'], FIRST))
  expect(finished(run(['succeeded'], '2026-01-01T00:01:00.000Z'))).toMatchObject({ done: 1, failed: 0 })
})

test('says nothing of others’ runs, of earlier ones, and of what the person cancelled', () => {
  const other = finishedRuns('33333333-3333-4333-8333-333333333333', SINCE)
  expect(other(run(['succeeded'], FIRST))).toBeNull()
  expect(finishedRuns(ME, '2026-02-01T00:00:00.000Z')(run(['succeeded'], FIRST))).toBeNull()
  expect(finishedRuns(ME, SINCE)(run(['cancelled'], FIRST))).toBeNull()
})

test('adds up what ended together', () => {
  const one = { done: 1, failed: 0, imageId: 'a', prompt: 'first' }
  expect(together(one, { done: 0, failed: 2, imageId: null, prompt: 'second' })).toEqual({
    done: 1,
    failed: 2,
    imageId: 'a',
    prompt: 'second',
  })
})
