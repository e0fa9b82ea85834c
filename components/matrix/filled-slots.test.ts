import { expect, it } from 'vitest'
import { filledSlots, textsOf, typedLists } from './filled-slots.ts'

const prompt = 'a {colour} {constructor} on {place}, {cat|dog}'
const texts = { colour: 'red, blue', place: ' , ', other: 'x' }

it('fills each slot with what was typed for it, and each choice with its options', () => {
  expect(filledSlots(prompt, texts).map(({ name, text, values }) => [name, text, values])).toEqual([
    ['colour', 'red, blue', ['red', 'blue']],
    ['constructor', '', []],
    ['place', ' , ', []],
    ['1', '', ['cat', 'dog']],
  ])
})

it('makes lists of the slots that are named and have values, which can be typed again', () => {
  expect(typedLists(prompt, texts)).toEqual({ colour: ['red', 'blue'] })
  const lists = { place: ['Ulm, Bavaria', '杭州'], constructor: ['x'] }
  expect(typedLists(prompt, textsOf(lists))).toEqual(lists)
})
