import { expect, test } from 'vitest'
import { SHARE_LIMITS } from '#lib/shares/limits.ts'
import { newPassword } from './new-password.ts'

test('is long enough, can be read out, and never comes twice', () => {
  const made = Array.from({ length: 200 }, newPassword)
  for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/)
  expect(made[0]?.length).toBeGreaterThanOrEqual(SHARE_LIMITS.passwordMinChars)
  expect(new Set(made).size).toBe(made.length)
})
