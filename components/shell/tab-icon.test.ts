import { expect, it } from 'vitest'
import { tabIcon, tabTitle } from './tab-icon.ts'

it('counts in the title, replacing an earlier count', () => {
  expect(tabTitle('Bunch', 2, 0)).toBe('(2) Bunch')
  expect(tabTitle('(2) Bunch', 1, 0)).toBe('(1) Bunch')
  expect(tabTitle('(1) Bunch', 0, 3)).toBe('✓ 3 · Bunch')
  expect(tabTitle('✓ 3 · Gallery · Bunch', 0, 0)).toBe('Gallery · Bunch')
})

it('is a different picture for each state', () => {
  const icons = (['idle', 'busy', 'finished'] as const).map(tabIcon)
  expect(new Set(icons).size).toBe(3)
  for (const icon of icons) expect(icon).toMatch(/^data:image\/svg\+xml,%3Csvg/)
})
