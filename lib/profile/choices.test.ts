import { expect, test } from 'vitest'
import { NO_CHOICES, readChoices } from './choices.ts'

test('fills what was never chosen', () => {
  expect(readChoices({})).toEqual(NO_CHOICES)
  expect(readChoices({ notifications: { sound: true } })).toEqual({
    shortcuts: {},
    notifications: { sound: true, system: false },
  })
})

test('leaves out what is no choice', () => {
  expect(readChoices(null)).toEqual(NO_CHOICES)
  expect(readChoices({ shortcuts: { palette: 'p', share: null, odd: 3 }, notifications: 'loud' })).toEqual({
    shortcuts: { palette: 'p', share: null },
    notifications: { sound: false, system: false },
  })
})
