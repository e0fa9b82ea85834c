import { expect, it } from 'vitest'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
import { feedEntries } from './feed-entries.ts'

function run(id: string, matrix: GenerationDto['matrix'] = null): GenerationDto {
  const input = { prompt: 'a cat', model: 'nano-banana-2', ratio: '1:1', tier: '1K' } as const
  return { ...unsentGeneration({ ...input, id, n: 1, temperature: null, referenceIds: [] }, [], 0), matrix }
}

it('keeps runs in their order and puts those of a matrix together, at the place of the first, by their cells', () => {
  const runs = [
    run('new'),
    run('b', { id: 'm', cell: [1, 10] }),
    run('between'),
    run('c', { id: 'm', cell: [1, 9] }),
    run('a', { id: 'm', cell: [0, 11] }),
    run('alone', { id: 'other', cell: [0, 0] }),
  ]
  expect(feedEntries(runs).map((entry) => [entry.key, entry.runs.map(({ id }) => id)])).toEqual([
    ['new', ['new']],
    ['m', ['a', 'c', 'b']],
    ['between', ['between']],
    ['other', ['alone']],
  ])
})
