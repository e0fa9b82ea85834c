import { expect, test } from './fixtures.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { makeRun } from './runs.ts'

test('an empty gallery says what will be here, and leads to it', async ({ page, newStudio }) => {
  const server = await newStudio()
  await server.start()
  await page.goto(`${server.url}/gallery`)
  await expect(page.getByText('No pictures yet')).toBeVisible()
  await page.getByRole('link', { name: 'Make the first one' }).click()
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
})

test('scrolls through all pictures without one original, and keeps few of them in the page', async ({
  page,
  prompt,
  studio: server,
}) => {
  test.setTimeout(150_000)
  const oldest = prompt('The oldest [sandbox: instant]')
  await makeRun(server, { prompt: oldest, ratio: '16:9' })
  const ratios = ['1:1', '3:2', '2:3', '16:9', '9:16', '4:3'] as const
  const runs = Array.from({ length: 17 }, (_, index) => ({
    prompt: prompt(`Many ${index} [sandbox: instant]`),
    ratio: ratios[index % ratios.length] ?? '1:1',
    n: 8,
  }))
  for (const run of runs) await makeRun(server, run)

  const originals: string[] = []
  page.on('request', (request) => {
    if (/\/api\/images\/[^/]+\/file/.test(request.url())) originals.push(request.url())
  })
  const gallery = await GalleryPage.open(page)
  await expect(gallery.pictures.first()).toHaveAccessibleName(runs.at(-1)?.prompt ?? '')
  await expect(gallery.picture(oldest)).toHaveCount(0)
  await page.mouse.move(600, 400)
  // By less than a window: below it are the pictures of earlier tests.
  await expect(async () => {
    await page.mouse.wheel(0, 400)
    await gallery.settled()
    await expect(gallery.picture(oldest)).toBeInViewport({ timeout: 300 })
  }).toPass({ timeout: 30_000, intervals: [20] })
  expect(await gallery.pictures.count()).toBeLessThan(130)
  expect(originals).toEqual([])

  // The whole of it: a press on a part would scroll the rest into the window first.
  await gallery.picture(oldest).scrollIntoViewIfNeeded()
  const place = await page.evaluate(() => scrollY)
  const viewer = await gallery.openPicture(oldest)
  await page.goBack()
  await expect(viewer.dialog).toBeHidden()
  expect(await page.evaluate(() => scrollY)).toBe(place)
})

test('rows are edge to edge, with pictures in their true shape', async ({ page, prompt, studio: server }) => {
  for (const ratio of ['21:9', '3:4', '1:1', '16:9', '2:3'] as const) {
    await makeRun(server, { prompt: prompt(`Row ${ratio} [sandbox: instant]`), ratio, n: 2 })
  }
  const gallery = await GalleryPage.open(page)
  await expect(gallery.pictures.first()).toBeVisible()
  const boxes = await gallery.pictures.evaluateAll((links) =>
    links.map((link) => {
      const { left, right, top, width, height } = link.getBoundingClientRect()
      const image = link.querySelector('img')
      return {
        left,
        right,
        top,
        shape: width / height,
        true: Number(image?.getAttribute('width')) / Number(image?.getAttribute('height')),
      }
    }),
  )
  for (const box of boxes) expect(box.shape).toBeCloseTo(box.true, 1)
  const [first] = boxes
  const row = boxes.filter(({ top }) => top === first?.top)
  const list = await gallery.list.boundingBox()
  expect(row[0]?.left).toBeCloseTo(list?.x ?? 0, 0)
  expect(row.at(-1)?.right).toBeCloseTo((list?.x ?? 0) + (list?.width ?? 0), 0)
})

test('a picture that is finished appears by itself', async ({ page, prompt, studio: server }) => {
  await makeRun(server, { prompt: prompt('There before [sandbox: instant]') })
  const gallery = await GalleryPage.open(page)
  await expect(gallery.pictures.first()).toBeVisible()
  const words = prompt('Just arrived [sandbox: instant]')
  await makeRun(server, { prompt: words })
  await expect(gallery.pictures.first()).toHaveAccessibleName(words)
  const viewer = await gallery.openPicture(words)
  await expect(viewer.facts).toContainText(words)
  await viewer.facts.getByRole('button', { name: 'Delete' }).click()
  await viewer.press('Escape')
  await expect(viewer.dialog).toBeHidden()
  await expect(gallery.picture(words)).toHaveCount(0)
})
