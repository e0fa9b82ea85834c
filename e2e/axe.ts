import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect } from './fixtures.ts'
import { still } from './still.ts'

/** Fails the test, without ending it, on whatever axe finds in the page as it is now. */
export async function expectClean(page: Page, state: string): Promise<void> {
  // Words that are fading in have not yet the contrast that they are read with.
  await still(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
  expect.soft(found, state).toEqual([])
}
