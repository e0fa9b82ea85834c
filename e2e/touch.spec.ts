import type { Locator } from 'playwright/test'
import { Fingers, type Spot } from './fingers.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { SelectionBar } from './pages/selection-bar.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { expect, test } from './seeded.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

async function middleOf(locator: Locator): Promise<Spot> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('nothing to touch')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

const tile = (gallery: GalleryPage, place: number) =>
  gallery.list.locator(`li[aria-posinset="${place}"] a[data-picture]`)

test('a finger held on a picture chooses it, and drawn on chooses all on the way', async ({ page }) => {
  const gallery = await GalleryPage.open(page)
  await gallery.settled()
  const bar = new SelectionBar(page)
  const finger = await Fingers.on(page)
  const place = () => page.evaluate(() => scrollY)

  await finger.put(await middleOf(tile(gallery, 2)))
  await bar.expectChosen(1)
  await finger.moveTo(await middleOf(tile(gallery, 7)))
  await bar.expectChosen(6)
  // And back again: what the finger has left is let go.
  await finger.moveTo(await middleOf(tile(gallery, 4)))
  await bar.expectChosen(3)
  await finger.lift()
  await bar.expectChosen(3)
  expect(await place(), 'the page stays where it is').toBe(0)

  // Once some are chosen a tap does; nothing opens.
  await tile(gallery, 1).tap()
  await bar.expectChosen(4)
  await expect(page).toHaveURL(/\/gallery$/)
  await bar.button('Clear the choice').tap()
  await expect(bar.bar).toBeHidden()

  // A finger that moves at once scrolls, and chooses nothing.
  const from = await middleOf(tile(gallery, 7))
  await finger.swipe(from, { x: from.x, y: from.y - 240 })
  await expect.poll(place).toBeGreaterThan(100)
  await expect(bar.bar).toBeHidden()
})

test('the thumb of the months follows the finger that takes it, from where it is', async ({ page }) => {
  const gallery = await GalleryPage.open(page)
  await gallery.settled()
  const finger = await Fingers.on(page)
  const { scrubber } = gallery
  const thumb = scrubber.locator('.scrubber-thumb')
  const scrolled = () => page.evaluate(() => scrollY / (document.documentElement.scrollHeight - innerHeight))
  await gallery.whole()
  // It is there while the page moves, and for a moment after: the page moves until a finger is on it.
  await page.evaluate(() => {
    const to = document.documentElement.scrollHeight * 0.4
    const moves = setInterval(() => scrollTo(0, to + Math.random() * 9), 100)
    addEventListener('pointerdown', () => clearInterval(moves), { once: true, capture: true })
  })
  await expect(scrubber).toHaveAttribute('data-shown', 'true')
  // Taken not quite in its middle, as by fingers, it stays.
  let spot = { x: 0, y: 0 }
  await expect(async () => {
    spot = { x: 390 - 20, y: (await middleOf(thumb)).y + 14 }
    expect(await thumb.evaluate((it, { x, y }) => document.elementFromPoint(x, y) === it, spot)).toBe(true)
  }).toPass()
  const before = await scrolled()
  await finger.put(spot)
  await finger.moveTo({ x: spot.x, y: spot.y + 1 })
  expect(Math.abs((await scrolled()) - before)).toBeLessThan(0.02)
  const track = await scrubber.boundingBox()
  const way = (track?.height ?? 0) * 0.3
  await finger.moveTo({ x: spot.x, y: spot.y + way })
  await finger.lift()
  expect(Math.abs((await scrolled()) - before - 0.3)).toBeLessThan(0.03)
  await expect(scrubber).toHaveAttribute('aria-valuetext', /\d{4}$/)
  await gallery.settled()
  await expect(gallery.pictures.first()).toBeVisible()
  expect(page.url()).toMatch(/\/gallery$/)
})

test('two fingers zoom the picture where they are, one then moves it and turns no page', async ({ page }) => {
  const gallery = await GalleryPage.open(page)
  await gallery.settled()
  await tile(gallery, 3).tap()
  const viewer = await ViewerPage.on(page)
  const { pathname } = new URL(page.url())
  const width = async () => (await viewer.picture().boundingBox())?.width ?? 0
  const left = async () => (await viewer.picture().boundingBox())?.x ?? 0
  const fitted = await width()
  const fingers = await Fingers.on(page)
  await fingers.put({ x: 165, y: 400 }, { x: 225, y: 400 })
  await fingers.moveTo({ x: 75, y: 400 }, { x: 315, y: 400 })
  await fingers.lift()
  await expect.poll(width).toBeGreaterThan(fitted * 3)
  const zoomed = await width()
  const at = await left()
  await fingers.put({ x: 250, y: 400 })
  await fingers.moveTo({ x: 170, y: 400 })
  await fingers.lift()
  await expect.poll(left).toBeLessThan(at - 40)
  expect(await width()).toBeCloseTo(zoomed, 0)
  expect(new URL(page.url()).pathname).toBe(pathname)
  // Together again: back to the whole picture, and a swipe turns the page as before.
  await fingers.put({ x: 45, y: 400 }, { x: 345, y: 400 })
  await fingers.moveTo({ x: 180, y: 400 }, { x: 210, y: 400 })
  await fingers.lift()
  await expect.poll(width).toBeCloseTo(fitted, 0)
  await fingers.put({ x: 300, y: 400 })
  await fingers.moveTo({ x: 80, y: 400 })
  await fingers.lift()
  await expect(page).not.toHaveURL(new RegExp(pathname))
})
