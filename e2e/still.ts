import type { Page } from 'playwright/test'

/** Settles once whatever moves on the page, or is about to with the next frame, has come to its end and is drawn there. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await drawn()
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map(({ finished }) => finished))
    // What a finger may take is told to the browser's compositor with the next frame.
    await drawn()
  })
}
