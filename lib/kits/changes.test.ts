import { expect, it } from 'vitest'
import { changesBetween, isUnchanged } from './changes.ts'
import type { KitContent } from './schema.ts'

const content: KitContent = {
  references: [
    { referenceId: 'a', role: 'subject' },
    { referenceId: 'b', role: null },
  ],
  standingText: 'Soft light.',
  forbiddenWords: ['rival'],
  settings: { model: null, ratio: '1:1', tier: null, temperature: null },
}

it('finds nothing between equals, whatever the order of their keys', () => {
  const { settings, ...rest } = content
  expect(isUnchanged(changesBetween(content, { settings: { ...settings }, ...rest }))).toBe(true)
})

it('tells what came, what went, what moved and what stands for something else', () => {
  const after: KitContent = {
    references: [
      { referenceId: 'c', role: 'style' },
      { referenceId: 'b', role: 'product' },
      { referenceId: 'a', role: 'subject' },
    ],
    standingText: 'Hard light.',
    forbiddenWords: ['cheap'],
    settings: { model: 'nano-banana-pro', ratio: '1:1', tier: '2K', temperature: null },
  }
  expect(changesBetween(content, after)).toEqual({
    added: ['c'],
    removed: [],
    roles: ['b'],
    order: true,
    standingText: true,
    wordsAdded: ['cheap'],
    wordsRemoved: ['rival'],
    settings: ['model', 'tier'],
  })
})

it('counts all that a first version has as new', () => {
  expect(changesBetween(null, content)).toMatchObject({
    added: ['a', 'b'],
    roles: [],
    order: false,
    settings: ['ratio'],
  })
})
