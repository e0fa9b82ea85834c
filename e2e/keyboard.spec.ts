import type { Locator, Page } from 'playwright/test'
import { SearchHeader } from './pages/search-header.ts'
import { MadeLink, ShareDialog } from './pages/share-dialog.ts'
import { expect, test } from './seeded.ts'

/** Moves the focus by Tab until it is on what is looked for. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluateAll((elements) => elements.includes(document.activeElement as HTMLElement)))
      return
  }
  throw new Error(`Tab does not come to ${wanted}`)
}

test('keys alone lead from a search to a range, a comparison, a board and a link', async ({ page }) => {
  const tiles = page.getByRole('main').locator('a[data-picture]')
  const idOf = async (place: number) => (await tiles.nth(place).getAttribute('data-picture')) ?? ''

  const header = await test.step('search', async () => {
    const opened = await SearchHeader.open(page)
    // Keys are heard once the page's scripts are there, as its pictures are.
    await expect(tiles.first()).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('banana')
    await page.keyboard.press('Enter')
    await opened.expectQuery('q=banana')
    // What was shown before stays until something is found.
    await expect(page.getByRole('list', { name: 'Pictures found, the best first' })).toBeVisible()
    return opened
  })
  await expect(header.field).toBeFocused()
  const ids = await test.step('select a range', async () => {
    // Once more leads from the field to what was found, and arrows from there.
    await page.keyboard.press('Enter')
    await expect(tiles.first()).toBeFocused()
    const chosen = [await idOf(0), await idOf(1), await idOf(2)]
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(page.locator(`a[data-picture="${chosen[2]}"]`)).toBeFocused()
    await page.keyboard.press('Shift+Space')
    await expect(page.getByText('3 chosen')).toBeVisible()
    return chosen
  })
  await test.step('compare', async () => {
    await page.keyboard.press('c')
    await expect(page).toHaveURL(new RegExp(`/compare\\?ids=${ids.join(',')}$`))
    await expect(page.getByRole('heading', { name: '3 pictures' })).toBeVisible()
    await tabTo(page, page.getByRole('button', { name: 'Pick number 2' }))
    await page.keyboard.press('w')
    await expect(page.getByRole('button', { name: 'Picked' })).toBeVisible()
  })
  await test.step('put the winner on a board', async () => {
    await page.keyboard.press('Shift+Tab')
    await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Add to board' }))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: /board/i })
    await page.keyboard.type('Picked by keys')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Picked by keys' })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })
  await test.step('share it', async () => {
    await tabTo(page, page.getByRole('main').getByRole('button', { name: 'Share' }))
    await page.keyboard.press('Enter')
    const dialog = await ShareDialog.on(page)
    await tabTo(page, dialog.makeButton)
    await page.keyboard.press('Enter')
    await MadeLink.on(page)
  })
})
