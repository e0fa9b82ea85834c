import { expect, type Page } from 'playwright/test'

/** Scrolls a page that grows at its end until what it shall hold is there. */
export async function scrollUntil(page: Page, holds: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    await holds()
  }).toPass({ timeout: 20_000 })
}
