import { expect, it } from 'vitest'
import { cellsOf, type RunBase } from './cells.ts'

const base: RunBase = {
  prompt: 'a {colour} cat',
  model: 'nano-banana-2',
  ratio: '1:1',
  tier: '1K',
  n: 1,
  temperature: null,
  referenceIds: [],
  parent: { imageId: crypto.randomUUID(), derivation: 'reuse' },
}

it('says of each cell what it does with the recipe that the matrix goes on from', () => {
  const derivations = (...axes: Parameters<typeof cellsOf>[1]) =>
    cellsOf(base, axes).map(({ input }) => input.parent?.derivation)
  expect(derivations({ kind: 'tier', values: ['1K', '4K'] })).toEqual(['reuse', 'resize'])
  expect(derivations({ kind: 'ratio', values: ['1:1', '16:9'] })).toEqual(['reuse', 'branch'])
  expect(derivations({ kind: 'slot', name: 'colour', values: ['red'] })).toEqual(['branch'])
})
