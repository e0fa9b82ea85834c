import { expect, test } from './fixtures.ts'
import { hold } from './hold.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { makeRun } from './runs.ts'

test('turns pages, zooms and closes by keys', async ({ page, prompt, studio: server }) => {
  const words = prompt('Seen closely [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, n: 3, tier: '2K' })
  const studio = await StudioPage.open(page)
  const run = studio.run(words)
  const viewer = await run.open(2)
  await expect(page).toHaveURL(`/images/${images[1]?.id}`)
  await viewer.press('ArrowRight')
  await expect(page).toHaveURL(`/images/${images[2]?.id}`)
  await viewer.press('ArrowLeft')
  await viewer.press('ArrowLeft')
  await expect(page).toHaveURL(`/images/${images[0]?.id}`)

  const fitted = await viewer.percent()
  expect(fitted).toBeLessThan(100)
  await viewer.press('+')
  await expect.poll(() => viewer.percent()).toBeGreaterThan(fitted)
  await viewer.press('-')
  await expect(viewer.zoom).toHaveText(`${fitted} %`)
  await viewer.press('1')
  await expect(viewer.zoom).toHaveText('100 %')
  await expect(viewer.original(images[0]?.id ?? '')).toBeVisible()
  await viewer.press('0')
  await expect(viewer.zoom).toHaveText(`${fitted} %`)

  await expect(viewer.facts).toBeVisible()
  await viewer.press('i')
  await expect(viewer.facts).toBeHidden()
  await viewer.press('i')
  await expect(viewer.facts).toBeVisible()

  await viewer.press('Escape')
  await expect(viewer.dialog).toBeHidden()
  await expect(page).toHaveURL(/\/(\?.*)?$/)
  await expect(run.pictures.first()).toBeFocused()
})

test('shows everything known of the picture', async ({ page, prompt, studio: server }) => {
  const words = prompt('All the facts [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, ratio: '16:9', tier: '1K', n: 2 })
  const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
  await expect(viewer.facts).toContainText(words)
  await expect(viewer.fact('Pixels')).toHaveText('1376 × 768')
  await expect(viewer.fact('File')).toHaveText(/^PNG, [\d,.]+ (kB|MB)$/)
  await expect(viewer.fact('Price')).toHaveText('about $0.067')
  await expect(viewer.fact('Made')).not.toBeEmpty()
  await expect(viewer.facts.getByRole('list', { name: 'Settings' }).getByRole('listitem')).toHaveText([
    'Nano Banana 2',
    '16:9',
    '1K',
    '×2',
  ])
  await expect(viewer.facts).toContainText('Picture received')
  await expect(viewer.facts).toContainText('HTTP 200')
  await viewer.expectPlace(1, 2)
})

test('the wheel zooms, and a double click goes back and forth', async ({ page, prompt, studio: server }) => {
  const { images } = await makeRun(server, { prompt: prompt('By wheel [sandbox: instant]'), tier: '2K' })
  const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
  await expect(viewer.zoom).not.toHaveText('100 %')
  const fitted = await viewer.percent()
  await page.mouse.move(500, 350)
  await page.mouse.wheel(0, -600)
  await expect.poll(() => viewer.percent()).toBeGreaterThan(fitted)
  await viewer.press('0')
  await expect(viewer.zoom).toHaveText(`${fitted} %`)
  await page.mouse.dblclick(500, 350)
  await expect.poll(() => viewer.percent()).toBeGreaterThan(fitted)
  await page.mouse.dblclick(500, 350)
  await expect(viewer.zoom).toHaveText(`${fitted} %`)
})

test('Back closes it where the list was left', async ({ page, prompt, studio: server }) => {
  const first = prompt('Far down [sandbox: instant]')
  await makeRun(server, { prompt: first })
  for (const index of [1, 2, 3, 4])
    await makeRun(server, { prompt: prompt(`Above ${index} [sandbox: instant]`) })
  const studio = await StudioPage.open(page)
  const run = studio.run(first)
  await run.pictures.scrollIntoViewIfNeeded()
  // Once the next frames are drawn: runs take their own heights as they come near.
  const place = () =>
    page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return Math.round(scrollY)
    })
  const left = await place()
  expect(left).toBeGreaterThan(200)
  const viewer = await run.open()
  await page.goBack()
  await expect(viewer.dialog).toBeHidden()
  expect(await place()).toBe(left)
  await page.goForward()
  await expect(viewer.dialog).toBeVisible()
  await viewer.press('Escape')
  await expect(viewer.dialog).toBeHidden()
  expect(await place()).toBe(left)
})

test('a link opens the picture, and closing leads to the studio', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('By its address [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words })
  const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
  await expect(viewer.dialog).toHaveAccessibleName(words)
  await viewer.dialog.getByRole('button', { name: 'Close', exact: true }).click()
  const studio = await StudioPage.on(page)
  await studio.run(words).expectPictures(1)
})

test('deleting shows the neighbour, and undo is within reach', async ({ page, prompt, studio: server }) => {
  const words = prompt('From the viewer [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, n: 2 })
  const studio = await StudioPage.open(page)
  const viewer = await studio.run(words).open(1)
  await viewer.facts.getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(`/images/${images[1]?.id}`)
  await studio.shell.undo('Picture deleted')
  await studio.run(words).expectPictures(2)
  // The focus was on the buttons that are gone; keys are the viewer's still.
  await viewer.press('ArrowLeft')
  await expect(page).toHaveURL(`/images/${images[0]?.id}`)
  await viewer.press('Escape')
  await expect(viewer.dialog).toBeHidden()
})

test('what is still asked about a picture is given up before it is deleted', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('Asked about too late [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, n: 2 })
  await page.addInitScript(() => {
    const asked: AbortSignal[] = []
    const send = window.fetch
    window.fetch = (input, init) => {
      if (String(input).endsWith('/boards') && init?.signal) asked.push(init.signal)
      if (init?.method === 'DELETE') {
        document.documentElement.dataset.asked = asked.map(({ aborted }) => (aborted ? 'no' : 'still')).join()
      }
      return send(input, init)
    }
  })
  const boards = await hold(page, new RegExp(`/api/images/${images[0]?.id}/boards$`))
  const studio = await StudioPage.open(page)
  const viewer = await studio.run(words).open(1)
  await boards.asked
  await viewer.facts.getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(`/images/${images[1]?.id}`)
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'no')
})

test('sends the picture to the references', async ({ page, prompt, studio: server }) => {
  const words = prompt('Sent on [sandbox: instant]')
  await makeRun(server, { prompt: words })
  const studio = await StudioPage.open(page)
  const viewer = await studio.run(words).open()
  await viewer.facts.getByRole('button', { name: 'Use as reference' }).click()
  await expect(viewer.dialog).toBeHidden()
  await expect(studio.composer.references.tiles).toHaveCount(1)
})

test('no original travels until somebody looks closer', async ({ page, prompt, studio: server }) => {
  const words = prompt('Only a thumbnail [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, tier: '4K' })
  const originals: string[] = []
  page.on('request', (request) => {
    if (/\/api\/images\/[^/]+\/file/.test(request.url())) originals.push(request.url())
  })
  const studio = await StudioPage.open(page)
  const viewer = await studio.run(words).open()
  await expect(viewer.fact('Pixels')).toHaveText('4096 × 4096')
  expect(originals).toEqual([])
  await viewer.press('1')
  await expect(viewer.original(images[0]?.id ?? '')).toBeVisible({ timeout: 20_000 })
  expect(originals).toHaveLength(1)
})
