import { expect, it } from 'vitest'
import { matrixAxis } from './schema.ts'

it.each([
  ['靛蓝 🏮', true],
  ['', true],
  ['\0', false],
  // Half of a character: JSON of the database refuses it.
  ['\ud83c', false],
])('takes as a value what can be stored: %j', (value, taken) => {
  expect(matrixAxis.safeParse({ kind: 'slot', name: 'colour', values: [value] }).success).toBe(taken)
})
