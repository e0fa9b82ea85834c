import { expect, test } from 'vitest'
import { ranked } from './rank.ts'

const labels = (items: { label: string }[]) => items.map(({ label }) => label)
const ALL = [
  { label: 'Add to board' },
  { label: 'Go to boards' },
  { label: 'Board of bananas' },
  { label: 'Share', also: 'link send' },
  { label: '去画板' },
]

test('leaves everything in its order where nothing is typed', () => {
  expect(ranked(ALL, '  ')).toEqual(ALL)
})

test('puts what begins with the words first, then what has a word of them', () => {
  expect(labels(ranked(ALL, 'board'))).toEqual(['Board of bananas', 'Add to board', 'Go to boards'])
})

test('finds by letters in order, by other words, and in Chinese', () => {
  expect(labels(ranked(ALL, 'gtb'))).toEqual(['Go to boards'])
  expect(labels(ranked(ALL, 'LINK'))).toEqual(['Share'])
  expect(labels(ranked(ALL, '画板'))).toEqual(['去画板'])
})

test('finds nothing for what nothing holds', () => {
  expect(ranked(ALL, 'xyz')).toEqual([])
})
