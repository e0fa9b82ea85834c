import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { pictureFile } from './pictures.ts'
import { makeRun, startRun } from './runs.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

test('shows runs newest first, with prompt, settings and price', async ({ page, prompt, studio: server }) => {
  const older = prompt('The older one [sandbox: instant]')
  const newer = prompt('The newer one [sandbox: instant]')
  await makeRun(server, { prompt: older, ratio: '3:2', n: 2 })
  await makeRun(server, { prompt: newer, ratio: '9:16', temperature: 0.5 })
  const studio = await StudioPage.open(page)
  await expect(studio.runs.nth(0)).toHaveAccessibleName(newer)
  await expect(studio.runs.nth(1)).toHaveAccessibleName(older)
  await expect(studio.run(older).settings).toHaveText(['Nano Banana 2', '3:2', '512', '×2'])
  await expect(studio.run(newer).settings).toHaveText(['Nano Banana 2', '9:16', '512', 'Temperature 0.5'])
  await expect(studio.run(older).says('$0.09')).toBeVisible()
})

test('keeps the place of every picture from the first moment: nothing moves when it arrives', async ({
  page,
  prompt,
  gateway,
}) => {
  const studio = await StudioPage.open(page)
  const words = prompt('A still layout [sandbox: instant hold]')
  await studio.composer.write(words)
  await studio.composer.choose('Aspect ratio', '3:4')
  await studio.composer.choose('Number of pictures', '2 pictures')
  await studio.composer.generate()
  const run = studio.run(words)
  await expect(run.says('Generating')).toHaveCount(2)
  const tiles = run.whole.getByRole('listitem').filter({ has: page.getByText('Generating') })
  const before = await tiles.first().boundingBox()
  await gateway.release(words)
  await run.expectPictures(2)
  const after = await run.pictures.first().boundingBox()
  expect(before && { x: before.x, y: before.y, width: before.width, height: before.height }).toEqual(after)
  if (!after) throw new Error('no box')
  expect(after.width / after.height).toBeCloseTo(896 / 1200, 1)
})

test('a long prompt shows three lines, and the rest on demand', async ({ page, prompt, studio: server }) => {
  const words = prompt(`${'A very long description of one quiet room. '.repeat(20)}[sandbox: instant]`)
  await makeRun(server, { prompt: words })
  const studio = await StudioPage.open(page)
  const run = studio.runs.filter({ hasText: words })
  const text = run.getByText(words)
  const height = async () => (await text.boundingBox())?.height ?? 0
  const folded = await height()
  await run.getByRole('button', { name: 'More', exact: true }).click()
  await expect(run.getByRole('button', { name: 'Less', exact: true })).toHaveAttribute(
    'aria-expanded',
    'true',
  )
  expect(await height()).toBeGreaterThan(folded * 2)
})

test('downloads the original bytes under a name made from the prompt', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('Köln/Dom: “at night” [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words })
  const original = await server.fetch(`/api/images/${images[0]?.id}/file`)
  const studio = await StudioPage.open(page)
  const run = studio.run(words)
  await run.pictures.hover()
  const arrives = page.waitForEvent('download')
  await run.whole.getByRole('link', { name: 'Download original' }).click()
  const download = await arrives
  expect(download.suggestedFilename()).toMatch(/^Köln.*Dom.*at night.*\.png$/)
  expect(download.suggestedFilename()).not.toMatch(/[/\\:]/)
  const saved = await readFile(await download.path())
  expect(sha256(saved)).toBe(sha256(new Uint8Array(await original.arrayBuffer())))

  const again = page.waitForEvent('download')
  await run.act('Download original')
  expect(sha256(await readFile(await (await again).path()))).toBe(sha256(saved))
})

test('copies a link that opens the picture', async ({ page, context, prompt, studio: server }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const words = prompt('A link to send [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words })
  const studio = await StudioPage.open(page)
  await studio.run(words).act('Copy link')
  await expect(studio.shell.notice('Link copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${server.url}/images/${images[0]?.id}`)
  await page.goto(link)
  const viewer = await ViewerPage.on(page)
  await expect(viewer.dialog).toHaveAccessibleName(words)
})

test('deletes a picture, and undo brings it back', async ({ page, prompt, studio: server }) => {
  const words = prompt('Here and gone [sandbox: instant]')
  await makeRun(server, { prompt: words, n: 2 })
  const studio = await StudioPage.open(page)
  const run = studio.run(words)
  await run.act('Delete', 1)
  await run.expectPictures(1)
  await studio.shell.undo('Picture deleted')
  await run.expectPictures(2)
  await expect(run.pictures.first()).toHaveAccessibleName(/^Open picture 1/)

  await run.act('Delete', 2)
  await run.expectPictures(1)
  await studio.reload()
  await studio.run(words).expectPictures(1)
})

test('deletes a run, and undo brings it back', async ({ page, prompt, studio: server }) => {
  const words = prompt('A whole run [sandbox: instant]')
  await makeRun(server, { prompt: words, n: 2 })
  const studio = await StudioPage.open(page)
  const run = studio.run(words)
  await run.whole.hover()
  await run.button('Delete run').click()
  await expect(run.whole).toHaveCount(0)
  await studio.shell.undo('Run deleted')
  await run.expectPictures(2)
})

test('reuses everything of a run, references too', async ({ page, prompt }) => {
  const studio = await StudioPage.open(page)
  const { composer } = studio
  const words = prompt('To be taken up again [sandbox: instant]')
  await composer.references.choose(
    await pictureFile('first.png', '#1d3f5a'),
    await pictureFile('second.png', '#a4452c'),
  )
  await composer.references.expectOrder('first.png', 'second.png')
  await composer.write(words)
  await composer.choose('Aspect ratio', '4:5')
  await composer.choose('Size', '2K')
  await composer.generate()
  await studio.run(words).expectPictures(1)
  await expect(studio.run(words).references).toHaveCount(2)

  await composer.write('Something else entirely')
  await composer.references.tiles.first().focus()
  await page.keyboard.press('Delete')
  await composer.choose('Aspect ratio', '1:1')
  await studio.run(words).act('Reuse everything')
  await expect(composer.promptField).toHaveValue(words)
  await expect(composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 4:5')
  await composer.references.expectOrder('first.png', 'second.png')
  await studio.shell.undo('The composer now holds everything of this run.')
  await expect(composer.promptField).toHaveValue('Something else entirely')
  await composer.references.expectOrder('second.png')
})

test('says where a picture stands, in words', async ({ page, newStudio }) => {
  const server = await newStudio({ BUNCH_CONCURRENCY: '1' })
  await server.start()
  await startRun(server, { prompt: 'In front [sandbox: instant latency=45000]' })
  await startRun(server, { prompt: 'Behind [sandbox: instant]', n: 2 })
  const studio = await StudioPage.open(page, server.url)
  await expect(studio.run('In front [sandbox: instant latency=45000]').says('Generating')).toBeVisible()
  await expect(studio.run('In front [sandbox: instant latency=45000]').says(/of usually 6 s/)).toBeVisible()
  await expect(studio.run('Behind [sandbox: instant]').says('Next in line')).toBeVisible()
  await expect(studio.run('Behind [sandbox: instant]').says('2nd in line')).toBeVisible()
  const front = studio.run('In front [sandbox: instant latency=45000]')
  await front.whole.hover()
  await front.button('Cancel; it has started and may still be billed').click()
  await studio.run('Behind [sandbox: instant]').expectPictures(2)
})

test('more than a page of runs comes by scrolling', async ({ page, prompt, studio: server }) => {
  const oldest = prompt('The very first [sandbox: instant]')
  await makeRun(server, { prompt: oldest })
  const later = Array.from({ length: 21 }, (_, index) => prompt(`Later ${index} [sandbox: instant]`))
  await Promise.all(later.map((words) => makeRun(server, { prompt: words })))
  const studio = await StudioPage.open(page)
  await expect(studio.run(oldest).whole).toHaveCount(0)
  await page.mouse.move(400, 500)
  await expect(async () => {
    await page.mouse.wheel(0, 4000)
    await expect(studio.run(oldest).pictures).toHaveCount(1, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
})
