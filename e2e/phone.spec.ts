import type { Page } from 'playwright/test'
import { Fingers } from './fingers.ts'
import { expect, test } from './fixtures.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { StudioPage } from './pages/studio-page.ts'
import { makeRun } from './runs.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider).toBe(0)
}

test('the composer makes a run by touch', async ({ page, prompt }) => {
  const studio = await StudioPage.open(page)
  const words = prompt('On the way home [sandbox: instant]')
  await studio.composer.promptField.tap()
  await expect(studio.composer.setting('Size')).toBeVisible()
  await studio.composer.write(words)
  await studio.composer.setting('Aspect ratio').tap()
  const sheet = page.getByRole('dialog', { name: 'Aspect ratio' })
  // A sheet at the bottom edge, the whole width.
  const box = await sheet.boundingBox()
  expect(box?.width).toBe(390)
  await sheet.getByRole('radio', { name: /^3:4,/ }).tap()
  await studio.composer.generateButton.tap()
  await studio.run(words).expectPictures(1)
  await expectNoSidewaysScroll(page)
})

test('the areas are under the thumb', async ({ page, prompt, studio: server }) => {
  await makeRun(server, { prompt: prompt('In both lists [sandbox: instant]') })
  const studio = await StudioPage.open(page)
  const gallery = await studio.goToGallery()
  await expect(gallery.pictures.first()).toBeVisible()
  await expectNoSidewaysScroll(page)
  const bar = await page.getByRole('link', { name: 'Studio' }).boundingBox()
  expect(bar?.y).toBeGreaterThan(844 - 80)
  const preferences = await gallery.shell.openPreferences()
  expect((await preferences.boundingBox())?.width, 'a sheet, the whole width').toBe(390)
  await page.keyboard.press('Escape')
  await gallery.shell.goTo('Studio')
  await StudioPage.on(page)
})

test('what can be done with a picture is visible without hovering', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('With fingers [sandbox: instant]')
  await makeRun(server, { prompt: words })
  const studio = await StudioPage.open(page)
  const more = studio.run(words).button('More actions')
  await more.scrollIntoViewIfNeeded()
  await expect(more.locator('xpath=..')).toHaveCSS('opacity', '1')
  await more.tap()
  await page.getByRole('menuitem', { name: 'Delete' }).tap()
  await expect(studio.run(words).whole).toHaveCount(0)
  await studio.shell.notice('Picture deleted').getByRole('button', { name: 'Undo' }).tap()
  await studio.run(words).expectPictures(1)
})

test('a swipe turns the page in the viewer, a swipe down closes it', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('To leaf through [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, n: 2 })
  const studio = await StudioPage.open(page)
  await studio.run(words).pictures.first().scrollIntoViewIfNeeded()
  const viewer = await studio.run(words).open(1)
  await expect(page).toHaveURL(`/images/${images[0]?.id}`)
  await expect(viewer.facts).toBeHidden()
  await viewer.dialog.getByRole('button', { name: 'Facts' }).tap()
  await expect(viewer.facts).toBeVisible()
  await expectNoSidewaysScroll(page)
  await viewer.facts.getByRole('button', { name: 'Close the facts' }).tap()
  await expect(viewer.facts).toBeHidden()
  const finger = await Fingers.on(page)
  await finger.swipe({ x: 300, y: 400 }, { x: 80, y: 405 })
  await expect(page).toHaveURL(`/images/${images[1]?.id}`)
  await finger.swipe({ x: 80, y: 400 }, { x: 300, y: 405 })
  await expect(page).toHaveURL(`/images/${images[0]?.id}`)
  await finger.swipe({ x: 195, y: 300 }, { x: 200, y: 600 })
  await expect(viewer.dialog).toBeHidden()
})

test('the gallery shows two or three pictures in a row', async ({ page, prompt, studio: server }) => {
  await makeRun(server, { prompt: prompt('Small screens [sandbox: instant]'), n: 6 })
  const gallery = await GalleryPage.open(page)
  await expect(gallery.pictures.first()).toBeVisible()
  const tops = await gallery.pictures.evaluateAll((links) =>
    links.map((link) => link.getBoundingClientRect().top),
  )
  const inFirstRow = tops.filter((top) => top === tops[0]).length
  expect(inFirstRow).toBeGreaterThanOrEqual(2)
  expect(inFirstRow).toBeLessThanOrEqual(4)
})
