import { expect, test } from 'vitest'
import { stateAt } from './link-state.ts'

const NOW = Date.parse('2026-03-09T10:30:00.000Z')
const BEFORE = '2026-03-09T10:29:59.999Z'
const AFTER = '2026-03-09T10:30:00.001Z'

test('a link expires while its list is open, and an edit brings it back', () => {
  expect(stateAt({ state: 'active', expiresAt: AFTER }, NOW)).toBe('active')
  expect(stateAt({ state: 'active', expiresAt: BEFORE }, NOW)).toBe('expired')
  expect(stateAt({ state: 'expired', expiresAt: AFTER }, NOW)).toBe('active')
  expect(stateAt({ state: 'expired', expiresAt: null }, NOW)).toBe('active')
})

test('what was revoked stays revoked', () => {
  expect(stateAt({ state: 'revoked', expiresAt: null }, NOW)).toBe('revoked')
})
