import { beforeEach, expect, it } from 'vitest'
import { listedOrder } from './picture-order.ts'
import {
  chooseAlso,
  clearSelection,
  isSelected,
  keepSelected,
  letGo,
  selectedWith,
  selection,
  selectRange,
  setAside,
  subscribeSelection,
  takeUp,
  toggleSelected,
} from './selection-store.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const order = listedOrder(ids)
const chosen = () => [...selection()]

beforeEach(clearSelection)

it('chooses and lets go one by one', () => {
  toggleSelected('b')
  toggleSelected('d')
  expect(chosen()).toEqual(['b', 'd'])
  toggleSelected('b')
  expect([isSelected('b'), isSelected('d')]).toEqual([false, true])
})

it('chooses ranges from the one chosen last, in both directions, and keeps what is chosen', async () => {
  toggleSelected('e')
  toggleSelected('c')
  await selectRange(order, 'a')
  expect(chosen().toSorted()).toEqual(['a', 'b', 'c', 'e'])
  await selectRange(order, 'd')
  expect(chosen().toSorted()).toEqual(ids)
})

it('begins a range with the picture itself where there is no other', async () => {
  await selectRange(order, 'c')
  await selectRange(order, 'd')
  expect(chosen()).toEqual(['c', 'd'])
})

it('lets go of what left the list, and tells of changes only', () => {
  let told = 0
  const stop = subscribeSelection(() => {
    told += 1
  })
  toggleSelected('a')
  toggleSelected('b')
  keepSelected(listedOrder(['a', 'b', 'c']))
  expect(told).toBe(2)
  keepSelected(listedOrder(['b']))
  expect([told, chosen()]).toEqual([3, ['b']])
  clearSelection()
  clearSelection()
  expect(told).toBe(4)
  stop()
})

it('lets go of some and keeps the others', () => {
  for (const id of ['a', 'b', 'c']) toggleSelected(id)
  letGo(['c', 'a', 'e'])
  expect(chosen()).toEqual(['b'])
})

it('does not choose what was asked for before everything was let go', async () => {
  const all = Promise.withResolvers<readonly string[]>()
  const choosing = chooseAlso(all.promise)
  // Another page came, say, before a hundred thousand ids were there.
  clearSelection()
  all.resolve(ids)
  await choosing
  expect(chosen()).toEqual([])
  await chooseAlso(Promise.resolve(['b']))
  expect(chosen()).toEqual(['b'])
})

it('says that pictures could not be had only to who still waits for them', async () => {
  const failed = () => Promise.reject(new Error('no answer'))
  await expect(chooseAlso(failed())).rejects.toThrow('no answer')
  const choosing = chooseAlso(failed())
  clearSelection()
  await choosing
})

it('takes all that are chosen along with one of them, and others alone', () => {
  toggleSelected('a')
  toggleSelected('b')
  expect(selectedWith('b')).toEqual(['a', 'b'])
  expect(selectedWith('c')).toEqual(['c'])
})

it('chooses again what was set aside where one comes back to the same list, once', async () => {
  toggleSelected('b')
  toggleSelected('d')
  setAside('/gallery?q=tea')
  clearSelection()
  letGo(['b'])
  takeUp('/gallery?q=tea')
  expect(chosen()).toEqual(['d'])
  await selectRange(order, 'e')
  expect(chosen()).toEqual(['d', 'e'])
  clearSelection()
  takeUp('/gallery?q=tea')
  expect(chosen()).toEqual([])
})

it('forgets what was set aside once another list is looked at', () => {
  toggleSelected('b')
  setAside('/gallery?q=tea')
  clearSelection()
  takeUp('/boards/1')
  takeUp('/gallery?q=tea')
  expect(chosen()).toEqual([])
})
