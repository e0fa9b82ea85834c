import { describe, expect, test } from 'vitest'
import { checkPassword, hashPassword, verifyPassword } from './password.ts'

const refused = (password: string, owner = {}) =>
  checkPassword(password, owner).then(
    () => null,
    (error) => error.code,
  )

describe('a new password', () => {
  test.each(['green bananas ripen', '一束香蕉在窗台上慢慢变黄', 'dQw4w9WgXcQ-kiwi'])(
    '%s is taken',
    async (password) => {
      expect(await refused(password)).toBeNull()
    },
  )

  test('has 10 to 200 characters, counted as people count', async () => {
    expect(await refused('kiwi-9-bob')).toBeNull()
    expect(await refused('kiwi-9-bo')).toBe('password_too_short')
    expect(await refused('香蕉香蕉很好吃')).toBe('password_too_short')
    expect(await refused('🍌🍋🍏🍐🍑')).toBe('password_too_short')
    expect(await refused('abcd '.repeat(41))).toBe('password_too_long')
  })

  test.each([
    'password123',
    'PASSWORD123',
    '1234567890',
    'qwertyuiop',
    '1q2w3e4r5t',
    'Football2026!',
    'aaaaaaaaaaaa',
    'ababababab',
    'iloveyou!!!',
  ])('the common %s is not', async (password) => {
    expect(await refused(password)).toBe('password_too_common')
  })

  test.each([
    ['ada.lovelace@bunch.test', 'ada.lovelace@bunch.test'],
    ['AdaLovelace', 'ada.lovelace@bunch.test'],
    ['ada lovelace', 'someone@bunch.test'],
  ])('%s is not, for somebody of that name or address', async (password, email) => {
    expect(await refused(password, { email, name: 'Ada Lovelace' })).toBe('password_is_own')
  })
})

// Each hash is meant to be slow.
describe('a kept password', { timeout: 60_000 }, () => {
  test('is a salted hash that only it fits', async () => {
    const password = 'green bananas ripen'
    const [first, second] = await Promise.all([hashPassword(password), hashPassword(password)])
    expect(first).not.toBe(second)
    expect(first).not.toContain(password)
    expect(await verifyPassword(first, password)).toBe(true)
    expect(await verifyPassword(first, `${password} `)).toBe(false)
    expect(await verifyPassword(first, '')).toBe(false)
  })

  test('is the same however its letters were put together', async () => {
    expect(
      await verifyPassword(
        await hashPassword('crème brûlée'.normalize('NFC')),
        'crème brûlée'.normalize('NFD'),
      ),
    ).toBe(true)
  })
})
