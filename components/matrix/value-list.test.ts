import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listText, valuesOf } from './value-list.ts'

it('reads values by lines or by commas, each once', () => {
  expect(valuesOf('red, jade green，蓝、red,')).toEqual(['red', 'jade green', '蓝'])
  expect(valuesOf('red, warm\njade\n\n')).toEqual(['red, warm', 'jade'])
})

it('writes values so that they are read again', () => {
  const value = fc
    .string({ unit: fc.constantFrom('a', '蓝', ' ', ',', '、', ';', '{'), minLength: 1, maxLength: 6 })
    .map((text) => text.trim())
    .filter((text) => text !== '')
  fc.assert(
    fc.property(fc.uniqueArray(value, { maxLength: 6 }), (values) => {
      expect(valuesOf(listText(values))).toEqual(values)
    }),
  )
})
