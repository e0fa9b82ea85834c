import { beforeEach, expect, it } from 'vitest'
import {
  clearSelection,
  isSelected,
  keepSelected,
  selectedWith,
  selection,
  selectRange,
  subscribeSelection,
  toggleSelected,
} from './selection-store.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const chosen = () => [...selection()]

beforeEach(clearSelection)

it('chooses and lets go one by one', () => {
  toggleSelected('b')
  toggleSelected('d')
  expect(chosen()).toEqual(['b', 'd'])
  toggleSelected('b')
  expect([isSelected('b'), isSelected('d')]).toEqual([false, true])
})

it('chooses ranges from the one chosen last, in both directions, and keeps what is chosen', () => {
  toggleSelected('e')
  toggleSelected('c')
  selectRange(order, 'a')
  expect(chosen().toSorted()).toEqual(['a', 'b', 'c', 'e'])
  selectRange(order, 'd')
  expect(chosen().toSorted()).toEqual(order)
})

it('begins a range with the picture itself where there is no other', () => {
  selectRange(order, 'c')
  selectRange(order, 'd')
  expect(chosen()).toEqual(['c', 'd'])
})

it('lets go of what left the list, and tells of changes only', () => {
  let told = 0
  const stop = subscribeSelection(() => {
    told += 1
  })
  toggleSelected('a')
  toggleSelected('b')
  keepSelected(['a', 'b', 'c'])
  expect(told).toBe(2)
  keepSelected(['b'])
  expect([told, chosen()]).toEqual([3, ['b']])
  clearSelection()
  clearSelection()
  expect(told).toBe(4)
  stop()
})

it('takes all that are chosen along with one of them, and others alone', () => {
  toggleSelected('a')
  toggleSelected('b')
  expect(selectedWith('b')).toEqual(['a', 'b'])
  expect(selectedWith('c')).toEqual(['c'])
})
