import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { StudioPage } from './pages/studio-page.ts'
import { pictureFile } from './pictures.ts'

const allLoaded = (images: Element[]) =>
  images.length > 0 &&
  images.every((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0)

test('from a prompt and three references to four pictures at 4K that outlive the server', async ({
  page,
  newStudio,
  gateway,
  expectedProblems,
}) => {
  test.setTimeout(200_000)
  // While the server is down the tab goes on asking for events.
  expectedProblems.push('/api/events', '/api/queue', '/api/generations')
  const server = await newStudio()
  await server.start()
  const prompt = 'Four views of a harbour at dusk in the colours of the references'

  const studio = await StudioPage.open(page, server.url)
  await expect(studio.examples).toHaveCount(3)
  const { composer } = studio
  await composer.write(prompt)
  await composer.references.drop(
    await pictureFile('sea.png', '#1d3f5a'),
    await pictureFile('brick.jpg', '#a4452c', 'jpeg'),
    await pictureFile('lamp.webp', '#f2c14e', 'webp'),
  )
  await composer.references.expectOrder('sea.png', 'brick.jpg', 'lamp.webp')
  await composer.choose('Aspect ratio', '16:9')
  await composer.choose('Size', '4K')
  await composer.choose('Number of pictures', '4 pictures')
  await composer.generate()

  const run = studio.run(prompt)
  await run.expectPictures(4, 120_000)
  await expect(run.references).toHaveCount(3)
  await expect(run.settings).toHaveText(['Nano Banana 2', '16:9', '4K', '×4'])
  expect(await gateway.callCount(prompt)).toBe(4)

  // Its thumbnails follow; a server that stops takes its time over them, the test need not.
  await expect
    .poll(() => run.pictures.getByRole('presentation').evaluateAll(allLoaded), { timeout: 30_000 })
    .toBe(true)
  await server.stop()
  await server.start()

  const again = await StudioPage.open(page, server.url)
  const kept = again.run(prompt)
  await kept.expectPictures(4)
  await expect(kept.references).toHaveCount(3)
  expect(await gateway.callCount(prompt), 'a restart pays for nothing').toBe(4)

  const viewer = await kept.open(1)
  await expect(viewer.fact('Pixels')).toHaveText('5504 × 3072')
  await viewer.press('1')
  const imageId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await expect(viewer.original(imageId)).toBeVisible({ timeout: 30_000 })
  const drawn = await viewer.original(imageId).evaluate((image: HTMLImageElement) => ({
    width: image.naturalWidth,
    height: image.naturalHeight,
  }))
  expect(drawn).toEqual({ width: 5504, height: 3072 })
  await expect(viewer.zoom).toHaveText('100 %')

  const ids = await kept.pictures.evaluateAll((links) =>
    links.map((link) => link.getAttribute('data-picture')),
  )
  expect(ids).toHaveLength(4)
  for (const id of ids) {
    const bytes = Buffer.from(await (await server.fetch(`/api/images/${id}/file`)).arrayBuffer())
    const { width, height, format } = await sharp(bytes).metadata()
    expect({ width, height, format }).toEqual({ width: 5504, height: 3072, format: 'png' })
  }
})

test('closing the tab in mid-run loses nothing', async ({
  context,
  page,
  prompt,
  gateway,
  studio: server,
}) => {
  const words = prompt('A slow ferry [sandbox: instant hold]')
  const studio = await StudioPage.open(page)
  await studio.composer.write(words)
  await studio.composer.generate()
  await expect(studio.run(words).says('Generating')).toBeVisible()
  await page.close()

  const other = await StudioPage.open(await context.newPage(), server.url)
  await gateway.release(words)
  await other.run(words).expectPictures(1)
})

test('a second tab follows along without a reload', async ({ context, page, prompt, gateway }) => {
  const first = await StudioPage.open(page)
  const second = await StudioPage.open(await context.newPage())
  const words = prompt('Two windows on one street [sandbox: instant hold]')
  await first.composer.write(words)
  await first.composer.generate()
  await expect(second.run(words).says('Generating')).toBeVisible()
  await gateway.release(words)
  await second.run(words).expectPictures(1)
  await first.run(words).expectPictures(1)

  await first.run(words).act('Delete')
  await expect(second.run(words).whole).toBeHidden()
})

test('the tab says what is being made, and what was finished while another was in front', async ({
  context,
  page,
  prompt,
  gateway,
}) => {
  const studio = await StudioPage.open(page)
  const words = prompt('Bells [sandbox: instant hold]')
  await studio.composer.write(words)
  await studio.composer.generate()
  await expect(page).toHaveTitle(/^\(1\) /)
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /^data:image\/svg/)
  await gateway.release(words)
  await studio.run(words).expectPictures(1)
  await expect(page).toHaveTitle(/^Bunch$/)
  await context.close()
})

test('the language and the theme are kept, and drawn by the server', async ({ page, context }) => {
  const studio = await StudioPage.open(page)
  const html = page.locator('html')
  await studio.shell.prefer('Dark')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await studio.shell.prefer('简体中文')
  await expect(html).toHaveAttribute('lang', 'zh-CN')
  await expect(studio.composer.promptField).toHaveAccessibleName('提示词')

  // The first bytes of the next visit are right already: nothing flashes.
  const response = await context.request.get('/')
  const markup = await response.text()
  expect(markup).toMatch(/<html[^>]*lang="zh-CN"/)
  expect(markup).toMatch(/<html[^>]*data-theme="dark"/)
  await studio.reload()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await studio.shell.prefer('浅色')
  await studio.shell.prefer('English')
  await expect(html).toHaveAttribute('data-theme', 'light')
  await expect(studio.composer.promptField).toHaveAccessibleName('Prompt')
})

test('the browser’s language is taken where nobody chose one', async ({ browser, studio: server }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: server.url })
  await server.enter(context)
  const studio = await StudioPage.open(await context.newPage())
  await expect(studio.composer.generateButton).toHaveAccessibleName('生成')
  await context.close()
})

test('a first visit without a key shows examples, one press runs one, and every page says that it is the sandbox', async ({
  page,
  newStudio,
}) => {
  const server = await newStudio({ OPENAI_API_KEY: '' })
  await server.start()
  const studio = await StudioPage.open(page, server.url)
  await expect(studio.shell.sandboxNotice).toContainText('OPENAI_API_KEY')
  await expect(studio.composer.price).toHaveText('Sandbox: free')
  await studio.examples.first().click()
  await expect(studio.examples).toHaveCount(0)
  await expect(studio.runs).toHaveCount(1)
  await expect(studio.runs.getByRole('link', { name: /^Open picture 1/ })).toBeVisible({ timeout: 20_000 })
  const gallery = await studio.goToGallery()
  await expect(gallery.pictures).toHaveCount(1)
  await expect(gallery.shell.sandboxNotice).toContainText('OPENAI_API_KEY')
  // A page that fills the window takes what the notice leaves of it.
  const [id] = await gallery.topRow()
  await page.goto(`${server.url}/lineage/${id}`)
  const shown = page.getByRole('main')
  await expect(shown.getByRole('heading')).toBeVisible()
  const height = page.viewportSize()?.height ?? 0
  const bottom = () => shown.evaluate((element) => element.getBoundingClientRect().bottom)
  await expect.poll(async () => Math.round(await bottom())).toBe(height)
})
