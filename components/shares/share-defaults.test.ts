import { expect, test } from 'vitest'
import { readDefaults, writeDefaults } from './share-defaults.ts'
import { FIRST_DEFAULTS, newShareForm } from './share-form.ts'

const PICTURES = { kind: 'images', imageIds: ['a'] } as const

function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

test('the next link begins as the last one was, for the same person only', () => {
  const storage = memory()
  const form = { ...newShareForm(PICTURES, FIRST_DEFAULTS), expiry: '7', showPrompt: true } as const
  writeDefaults(storage, 'ada', { ...form, password: 'top secret', title: 'For Ben' })
  expect(readDefaults(storage, 'ada')).toEqual({ ...FIRST_DEFAULTS, expiry: '7', showPrompt: true })
  expect(readDefaults(storage, 'ben')).toEqual(FIRST_DEFAULTS)
  expect(storage.getItem('bunch.share.ada')).not.toMatch(/secret|Ben/)
})

test('a date is not carried over', () => {
  const storage = memory()
  writeDefaults(storage, 'ada', {
    ...newShareForm(PICTURES, FIRST_DEFAULTS),
    expiry: 'date',
    day: '2026-03-12',
  })
  expect(readDefaults(storage, 'ada').expiry).toBe('30')
})

test.each(['', '{', 'null', '[]', '"x"', '{"expiry":"4","live":1}'])('reads %s as nothing', (text) => {
  expect(readDefaults({ getItem: () => text }, 'ada')).toEqual(FIRST_DEFAULTS)
})
