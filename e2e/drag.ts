import { expect, type Locator, type Page } from 'playwright/test'

/** Drags with a real mouse: pressed, moved in steps, and let go over what stands there once the drag is under way. */
export async function drag(page: Page, source: Locator, target: Locator, at = 0.3): Promise<void> {
  const from = await source.boundingBox()
  if (!from) throw new Error('nothing to drag')
  const [x, y] = [from.x + from.width * 0.7, from.y + from.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 20, y + 10, { steps: 4 })
  // Once it stands still: the side bar opens, and what it lists comes one after the other.
  let to = await target.boundingBox()
  await expect(async () => {
    const before = to
    to = await target.boundingBox()
    expect(to).not.toBeNull()
    expect(to).toEqual(before)
  }).toPass({ intervals: [100], timeout: 10_000 })
  if (!to) throw new Error('nowhere to drop')
  await page.mouse.move(to.x + to.width * at, to.y + to.height / 2, { steps: 6 })
  await page.mouse.up()
}

/** A board in the side bar, which opens while something is dragged. */
export const inRail = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: 'Boards' }).getByRole('listitem').filter({ hasText: name })
