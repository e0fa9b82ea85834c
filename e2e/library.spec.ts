import type { GalleryItemDto } from '#lib/images/schema.ts'
import { decodeIndex, type LibraryIndex } from '#lib/library/index-format.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { makeRun } from './runs.ts'
import { expect, test } from './seeded.ts'
import type { Studio } from './studio.ts'

async function indexOf(studio: Studio): Promise<LibraryIndex> {
  return decodeIndex(await (await studio.fetch('/api/library')).arrayBuffer())
}

const monthOf = (hour: number) => new Date(hour * 3_600_000).toISOString().slice(0, 7)

test('the scrollbar stands for all pictures, and few of them are in the page wherever it is', async ({
  page,
  studio,
}) => {
  const { count } = await indexOf(studio)
  expect(count).toBeGreaterThan(2_000)
  const gallery = await GalleryPage.open(page)
  await gallery.whole()
  await expect(gallery.list.locator('li').first()).toHaveAttribute('aria-setsize', String(count))
  const heights = await page.evaluate(() => document.documentElement.scrollHeight)
  for (const part of [0.5, 0.97, 0.13]) {
    await page.evaluate((to) => scrollTo(0, document.documentElement.scrollHeight * to), part)
    const shown = async () =>
      Number(await gallery.list.locator('li:has(a)').first().getAttribute('aria-posinset')) / count
    await expect.poll(async () => Math.abs((await shown()) - part)).toBeLessThan(0.1)
    expect(await gallery.nodes()).toBeLessThanOrEqual(1_500)
  }
  // Nothing that was fetched meanwhile has made the page longer or shorter.
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(heights)
  await page.keyboard.press('End')
  await expect(gallery.list.locator(`li[aria-posinset="${count}"]`)).toBeInViewport()
})

test('the first thumbnails are asked for before there are rows, each as wide as it is shown', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('[data-rows]') === null) return
      performance.mark('rows')
      seen.disconnect()
    })
    seen.observe(document, { childList: true, subtree: true })
  })
  const gallery = await GalleryPage.open(page)
  await gallery.whole()
  const { rows, thumbs } = await page.evaluate(() => ({
    rows: performance.getEntriesByName('rows')[0]?.startTime ?? 0,
    thumbs: performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/thumb/'))
      .map(({ name, startTime }) => ({ name, startTime })),
  }))
  expect(thumbs.filter(({ startTime }) => startTime < rows).length).toBeGreaterThan(0)
  const pictures = thumbs.map(({ name }) => name.slice(0, name.indexOf('/thumb/')))
  expect(new Set(pictures).size).toBe(pictures.length)
})

test('time beside the scrollbar goes to a month by key and by pointer, and says which', async ({
  page,
  studio,
}) => {
  const { hours } = await indexOf(studio)
  const months = [...new Set([...hours].map(monthOf))]
  const gallery = await GalleryPage.open(page)
  await expect(gallery.scrubber).toHaveAttribute('aria-valuemax', String(months.length - 1))
  await gallery.scrubber.focus()
  // Within one frame: each counts.
  await gallery.scrubber.evaluate((slider) => {
    const press = () => new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
    for (let presses = 0; presses < 7; presses++) slider.dispatchEvent(press())
  })
  await expect(gallery.scrubber).toHaveAttribute('aria-valuenow', '7')
  const [year, month] = (months[7] ?? '').split('-')
  const name = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(Date.UTC(Number(year), Number(month) - 1, 15)),
  )
  await expect(gallery.scrubber).toHaveAttribute('aria-valuetext', name)
  // The row begins with the end of the month before, where that does not fill one.
  const inTopRow = async () => {
    await gallery.settled()
    const answer = await studio.fetch('/api/library/items', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids: await gallery.topRow() }),
    })
    const { items }: { items: GalleryItemDto[] } = await answer.json()
    return items.map((item) => item.madeAt.slice(0, 7))
  }
  await expect.poll(inTopRow).toContain(months[7])

  const track = await gallery.scrubber.boundingBox()
  if (!track) throw new Error('the scrubber has no box')
  await page.mouse.move(track.x + track.width / 2, track.y + 4)
  await page.mouse.down()
  await page.mouse.move(track.x + track.width / 2, track.y + track.height * 0.9, { steps: 5 })
  await page.mouse.up()
  await expect(gallery.scrubber).not.toHaveAttribute('aria-valuetext', name)
  await expect(gallery.pictures.first()).toBeVisible()

  // Pressed anywhere on its name, a month comes, and not the end of the one before.
  const mark = gallery.scrubber
    .locator('.scrubber-mark')
    .filter({ hasText: /^[A-Z]/ })
    .last()
  const box = await mark.boundingBox()
  if (!box) throw new Error('the mark has no box')
  for (const part of [0.1, 0.5, 0.9]) {
    await gallery.scrubber.press('Home')
    await expect(gallery.scrubber).toHaveAttribute('aria-valuenow', '0')
    await page.mouse.click(box.x + box.width / 2, box.y + box.height * part)
    await expect(gallery.scrubber).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^${await mark.textContent()}`),
    )
  }
})

test('Back from the viewer, from another page and a reload come to the same pixel', async ({
  page,
  studio,
}) => {
  const { count } = await indexOf(studio)
  const gallery = await GalleryPage.open(page)
  await gallery.whole()
  await page.evaluate(() => scrollTo(0, 21_003))
  await gallery.settled()
  const place = await gallery.topmost()
  const at = () => gallery.topmost()

  // One that is wholly in the window: pressing it scrolls nothing.
  const middle = await gallery.list.evaluate((list) => {
    const boxes = [...list.querySelectorAll('[data-picture]')].map((tile) => tile.getBoundingClientRect())
    const whole = boxes.find(({ top, bottom }) => top >= 0 && bottom <= innerHeight)
    return whole && { x: whole.left + whole.width / 2, y: whole.top + whole.height / 2 }
  })
  if (!middle) throw new Error('no picture is wholly in the window')
  await page.mouse.click(middle.x, middle.y)
  // In the viewer the arrows go on over the whole library.
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(`of ${count.toLocaleString('en')}`)
  for (let turns = 0; turns < 5; turns++) await page.keyboard.press('ArrowRight')
  await page.goBack()
  await expect(dialog).toHaveCount(0)
  await expect.poll(at).toEqual(place)

  await gallery.shell.page.getByRole('link', { name: 'Boards' }).first().click()
  await expect(page).toHaveURL(/\/boards/)
  await page.goBack()
  await expect.poll(at).toEqual(place)

  await page.reload()
  await expect.poll(at).toEqual(place)
})

test('what arrives stands at the top, and moves nothing of what is looked at', async ({
  page,
  prompt,
  studio,
}) => {
  const gallery = await GalleryPage.open(page)
  await gallery.whole()
  await page.evaluate(() => scrollTo(0, 9_000))
  await gallery.settled()
  const place = await gallery.topmost()
  const words = prompt('Arrived meanwhile [sandbox: instant]')
  const count = Number(await gallery.list.locator('li').first().getAttribute('aria-setsize'))
  await makeRun(studio, { prompt: words, ratio: '21:9' })
  await expect(gallery.list.locator('li:has(a)').first()).toHaveAttribute('aria-setsize', String(count + 1))
  const now = await gallery.topmost()
  expect(now.id).toBe(place.id)
  // The page scrolls by whole pixels, rows are as high as they come.
  expect(Math.abs(now.top - place.top)).toBeLessThan(1)
  await page.evaluate(() => scrollTo(0, 0))
  await expect(gallery.picture(words)).toBeInViewport()
})

test('rows become higher and lower around the picture at the top, and stay so', async ({ page }) => {
  const gallery = await GalleryPage.open(page)
  await gallery.whole()
  await page.evaluate(() => scrollTo(0, 30_000))
  await gallery.settled()
  await gallery.toMiddleOfRow()
  // Loaded or not, and in one look: tiles come and go meanwhile.
  const height = () => gallery.list.evaluate((list) => list.querySelector('li')?.offsetHeight ?? 0)
  const before = await height()
  expect(before).toBeGreaterThan(0)
  const { id, top } = await gallery.topmost()
  // The header comes back for it, and the pictures stay.
  await expect(gallery.rowHeight).not.toBeInViewport()
  await gallery.rowHeight.focus()
  await expect(gallery.rowHeight).toBeInViewport()
  expect(await gallery.topmost()).toEqual({ id, top })
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ArrowRight')
  await expect.poll(height).toBeGreaterThan(before * 1.4)
  // In rows of another height it need not be the first of its row.
  await expect.poll(() => gallery.topRow()).toContain(id)
  await page.reload()
  await expect(gallery.rowHeight).toHaveValue('4')
  await gallery.settled()
  await expect.poll(() => gallery.topRow()).toContain(id)
  await gallery.rowHeight.focus()
  await page.keyboard.press('Home')
  await expect.poll(height).toBeLessThan(before)
  await expect.poll(() => gallery.topRow()).toContain(id)
  expect(await gallery.nodes()).toBeLessThanOrEqual(1_500)
})
