import { readFile } from 'node:fs/promises'
import { request } from 'playwright/test'
import type { GenerationDto, ImageDetailDto } from '#lib/generations/schema.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { expectClean } from './axe.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { SelectionBar } from './pages/selection-bar.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { makeRun } from './runs.ts'
import { expect, test } from './seeded.ts'
import type { Studio } from './studio.ts'

const detailOf = async (studio: Studio, id: string): Promise<ImageDetailDto> =>
  (await studio.fetch(`/api/images/${id}`)).json()
const idsOf = (run: GenerationDto) => run.images.map(({ id }) => id)

test('pictures are chosen by every gesture of the mouse and the keyboard', async ({
  page,
  prompt,
  studio,
}) => {
  const words = prompt('Six to choose from [sandbox: instant]')
  await makeRun(studio, { prompt: words, n: 6 })
  const gallery = await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  const tile = (place: number) => gallery.picture(words).nth(place)
  await expect(gallery.picture(words)).toHaveCount(6)

  await tile(0).hover()
  await gallery.list
    .getByRole('checkbox', { name: `Choose: ${words}` })
    .first()
    .click()
  await bar.expectChosen(1)
  await tile(3).click({ modifiers: ['Shift'] })
  await bar.expectChosen(4)
  await tile(1).click({ modifiers: ['ControlOrMeta'] })
  await bar.expectChosen(3)
  await page.keyboard.press('Escape')
  await expect(bar.bar).toBeHidden()

  // A rectangle from the middle of the first picture to the middle of the third.
  const from = await tile(0).boundingBox()
  const to = await tile(2).boundingBox()
  if (!from || !to) throw new Error('no tiles')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.keyboard.down('Shift')
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 })
  await expect(page.locator('[data-marquee]')).toBeVisible()
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('[data-marquee]')).toHaveCount(0)
  await bar.expectChosen(3)
  await page.keyboard.press('Escape')

  await tile(0).focus()
  await page.keyboard.press('Space')
  await bar.expectChosen(1)
  await tile(5).focus()
  await page.keyboard.press('Shift+Space')
  await bar.expectChosen(6)
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(bar.bar).toBeVisible()
  await expect(bar.button(/^All/)).toBeHidden()
  await expectClean(page, 'a gallery with everything chosen')
  await page.keyboard.press('Escape')
  await expect(bar.bar).toBeHidden()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('select all')
  await page.keyboard.press('Enter')
  await expect(bar.bar).toBeVisible()
  await expect(bar.button(/^All/)).toBeHidden()
})

test('a range over what was never loaded, and all that a search finds, are chosen, thrown away and taken back', async ({
  page,
  studio,
}) => {
  const gallery = await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  await test.step('a range', async () => {
    await gallery.whole()
    await gallery.settled()
    await gallery.pictures.first().click({ modifiers: ['ControlOrMeta'] })
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight * 0.6))
    await gallery.settled()
    const [id] = await gallery.topRow()
    const end = gallery.list.locator('li').filter({ has: page.locator(`[data-picture="${id}"]`) })
    const place = Number(await end.getAttribute('aria-posinset'))
    expect(place).toBeGreaterThan(1_000)
    await end.getByRole('link').click({ modifiers: ['Shift'] })
    await bar.expectChosen(place)
    await page.keyboard.press('Escape')
    await expect(bar.bar).toBeHidden()
  })
  await test.step('everything found', async () => {
    const query = 'q=light'
    const left = async () => (await (await studio.fetch(`/api/library/count?${query}`)).json()).count
    const found: number = await left()
    expect(found).toBeGreaterThan(200)
    await page.goto(`/gallery?${query}`)
    await page
      .locator('[data-picture]')
      .first()
      .click({ modifiers: ['ControlOrMeta'] })
    await bar.button(/^All/).click()
    await bar.expectChosen(found)
    await page.keyboard.press('Delete')
    const notice = `${found} pictures moved to the trash`
    await expect(page.getByText(notice).last()).toBeVisible()
    await expect(bar.bar).toBeHidden()
    await expect(page.locator('[data-picture]')).toHaveCount(0)
    expect(await left()).toBe(0)
    await bar.undo(notice)
    await expect(page.locator('[data-picture]').first()).toBeVisible()
    expect(await left()).toBe(found)
  })
})

test('all means all, also before the studio has said how many that is', async ({ page, studio }) => {
  const { count } = await (await studio.fetch('/api/library/count?q=light')).json()
  expect(count).toBeGreaterThan(200)
  const shape = Promise.withResolvers<void>()
  await page.route(/\/api\/library\?q=light$/, async (route) => {
    await shape.promise
    await route.continue()
  })
  await page.goto('/gallery?q=light')
  const bar = new SelectionBar(page)
  await page
    .locator('[data-picture]')
    .first()
    .click({ modifiers: ['ControlOrMeta'] })
  await bar.expectChosen(1)
  await expect(bar.button(/^All/)).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+a')
  shape.resolve()
  await bar.expectChosen(count)
})

test('who only looks chooses too, for hearts and for taking along', async ({ newPerson, signedInAs }) => {
  const viewer = await newPerson({ role: 'viewer' })
  const page = await signedInAs(viewer)
  const gallery = await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  await gallery.settled()
  await gallery.pictures.nth(0).click({ modifiers: ['ControlOrMeta'] })
  await gallery.pictures.nth(2).click({ modifiers: ['Shift'] })
  await bar.expectChosen(3)
  await expect(bar.button('Download ZIP')).toBeVisible()
  for (const name of ['Tag', 'Rate', 'Add to board', 'Share', 'Move to trash']) {
    await expect(bar.button(name)).toHaveCount(0)
  }
  await bar.button('Favourite').click()
  await expect(page.getByText('3 pictures added to your favourites').last()).toBeVisible()
  const { count } = await (await viewer.fetch('/api/library/count?favourite=1')).json()
  expect(count).toBe(3)
})

test('ratings, tags and hearts go to all that are chosen, and back', async ({ page, prompt, studio }) => {
  const words = prompt('Three to mark [sandbox: instant]')
  const run = await makeRun(studio, { prompt: words, n: 3 })
  const gallery = await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  const marks = async () =>
    Promise.all(
      idsOf(run).map(async (id) => {
        const { image, favourite } = await detailOf(studio, id)
        return { rating: image.rating, tags: image.tags, favourite }
      }),
    )
  const all = <T>(value: T) => Array.from({ length: 3 }, () => value)
  await gallery.chooseRange(words, 0, 2)
  await bar.expectChosen(3)

  await page.keyboard.press('4')
  await expect(page.getByText('3 pictures rated 4 stars').last()).toBeVisible()
  expect((await marks()).map(({ rating }) => rating)).toEqual(all(4))
  await bar.undo('3 pictures rated 4 stars')
  await expect.poll(async () => (await marks()).map(({ rating }) => rating)).toEqual(all(null))

  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog', { name: 'Tags of 3 pictures' })
  await expect(dialog).toBeVisible()
  await page.keyboard.type('Summer  2026')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('summer 2026')).toBeVisible()
  await expectClean(page, 'the dialog of tags')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await marks()).map(({ tags }) => tags)).toEqual(all(['summer 2026']))

  await page.keyboard.press('f')
  await expect.poll(async () => (await marks()).map(({ favourite }) => favourite)).toEqual(all(true))
  await bar.undo('3 pictures added to your favourites')
  await expect.poll(async () => (await marks()).map(({ favourite }) => favourite)).toEqual(all(false))

  // In the viewer, with what others may say of it.
  await page.keyboard.press('Escape')
  const viewer = await gallery.openPicture(words)
  await viewer.facts.getByRole('button', { name: 'Remove summer 2026' }).click()
  await viewer.facts.getByRole('button', { name: '5 stars' }).click()
  await viewer.facts.getByRole('button', { name: 'Favourite' }).click()
  await expect(viewer.facts.getByRole('button', { name: 'Favourite' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const opened = idsOf(run).find((id) => page.url().endsWith(id)) ?? ''
  await viewer.facts.getByRole('textbox', { name: 'Note' }).fill('The one for the fair')
  await page.goBack()
  await expect
    .poll(async () => {
      const { image, favourite } = await detailOf(studio, opened)
      return { favourite, rating: image.rating, tags: image.tags, note: image.note }
    })
    .toEqual({ favourite: true, rating: 5, tags: [], note: 'The one for the fair' })
})

test('a heart given in one tab is in the others of the same person at once', async ({
  page,
  context,
  prompt,
  studio,
}) => {
  const words = prompt('A heart for one [sandbox: instant]')
  const run = await makeRun(studio, { prompt: words })
  const [id = ''] = idsOf(run)
  const others = [await context.newPage(), await context.newPage()] as const
  // Who begins to listen after a heart was given is not told of it.
  const listening = others.map((other) => other.waitForResponse(/\/api\/events$/))
  const favourites = await GalleryPage.open(others[0], 'favourite=1')
  const viewer = await ViewerPage.open(others[1], id)
  const gallery = await GalleryPage.open(page)
  for (const each of [favourites, gallery]) await each.settled()
  await Promise.all(listening)
  const onTile = gallery.list
    .locator('li')
    .filter({ has: page.getByRole('link', { name: words, exact: true }) })
    .locator('.lucide-heart')
  const inViewer = viewer.facts.getByRole('button', { name: 'Favourite' })
  await expect(favourites.picture(words)).toHaveCount(0)
  await expect(inViewer).toHaveAttribute('aria-pressed', 'false')

  await gallery.choose(words, 0)
  await page.keyboard.press('f')
  await expect(onTile).toBeVisible()
  await expect(inViewer).toHaveAttribute('aria-pressed', 'true')
  await expect(favourites.picture(words)).toBeVisible()

  await inViewer.click()
  await expect(inViewer).toHaveAttribute('aria-pressed', 'false')
  await expect(onTile).toHaveCount(0)
  await expect(favourites.picture(words)).toHaveCount(0)
})

test('a heart given in the moment before the tab is closed is kept', async ({ page, prompt, studio }) => {
  const words = prompt('A last heart [sandbox: instant]')
  const [id = ''] = idsOf(await makeRun(studio, { prompt: words }))
  const gallery = await GalleryPage.open(page)
  await gallery.settled()
  await gallery.choose(words, 0)
  // A browser opens six connections to one server, of which the news have one: these take the rest, as pictures on a slow
  // line do.
  await page.evaluate(() => Promise.all([1, 2, 3, 4, 5].map((line) => fetch(`/api/events?line=${line}`))))
  const given = page.waitForRequest(/\/api\/images\/marks$/)
  await page.keyboard.press('f')
  await given
  await page.close()
  await expect.poll(async () => (await detailOf(studio, id)).favourite).toBe(true)
})

test('a choice is downloaded as a ZIP with names of one’s own', async ({ page, prompt, studio }) => {
  const words = prompt('Two to take along [sandbox: instant]')
  const run = await makeRun(studio, { prompt: words, n: 2 })
  const gallery = await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  await gallery.choose(words, 0, 1)
  await bar.button('Download ZIP').click()
  const dialog = page.getByRole('dialog', { name: 'Download 2 pictures' })
  const names = dialog.getByRole('textbox', { name: 'File names' })
  await names.fill('Fair ')
  await dialog.getByRole('button', { name: 'Size' }).click()
  await names.press('End')
  await names.pressSequentially(' {number}')
  await expect(dialog.getByText('Fair 512 1.png')).toBeVisible()
  await expectClean(page, 'the dialog of a ZIP')
  const coming = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download ZIP' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^Bunch \d{4}-\d\d-\d\d\.zip$/)
  const files = await unzip(await readFile(await download.path()))
  expect(files.map(({ name }) => name)).toEqual(['Fair 512 1.png', 'Fair 512 2.png'])
  expect(files.map(({ bytes }) => bytes.length).sort()).toEqual(
    run.images.map(({ asset }) => asset?.bytes).sort(),
  )
  await expect(page).toHaveURL(/\/gallery/)
})

test.describe('a ZIP that is refused', () => {
  // The refusal itself, and what the test's own tool would run in the frame.
  test.use({ expectedProblems: ['401 (Unauthorized)', 'Blocked script execution'] })

  test('says why, and leaves the page and the choice as they are', async ({ page }) => {
    const gallery = await GalleryPage.open(page)
    const bar = new SelectionBar(page)
    await gallery.settled()
    await gallery.pictures.nth(0).click({ modifiers: ['ControlOrMeta'] })
    await gallery.pictures.nth(1).click({ modifiers: ['ControlOrMeta'] })
    await bar.button('Download ZIP').click()
    const dialog = page.getByRole('dialog', { name: 'Download 2 pictures' })
    await expect(dialog.getByText(/\.(png|jpg|webp)$/)).toBeVisible()
    // As if the session had ended in this moment: this one request comes without it, and nothing else of the page notices.
    const stranger = await request.newContext()
    await page.route('**/api/images/zip', async (route) => {
      const { cookie: _, ...headers } = route.request().headers()
      const data = route.request().postDataBuffer() ?? undefined
      await route.fulfill({ response: await stranger.post(route.request().url(), { headers, data }) })
    })
    await dialog.getByRole('button', { name: 'Download ZIP' }).click()
    await expect(page.getByText('You are signed out').last()).toBeVisible()
    await expect(page).toHaveURL(/\/gallery$/)
    await bar.expectChosen(2)
    await page.unroute('**/api/images/zip')
    await stranger.dispose()
    const coming = page.waitForEvent('download')
    await page.keyboard.press('d')
    await dialog.getByRole('button', { name: 'Download ZIP' }).click()
    expect(await unzip(await readFile(await (await coming).path()))).toHaveLength(2)
  })
})

test('what goes to the trash comes back with everything, or is gone for good', async ({
  page,
  prompt,
  studio,
}) => {
  const words = prompt('Three to throw away [sandbox: instant]')
  const run = await makeRun(studio, { prompt: words, n: 3 })
  const [first = '', second = ''] = idsOf(run)
  const send = async (path: string, json: unknown) => {
    const init = {
      method: 'POST',
      body: JSON.stringify(json),
      headers: { 'content-type': 'application/json' },
    }
    const answer = await studio.fetch(path, init)
    expect(answer.ok, path).toBe(true)
    return answer.json()
  }
  const board = await send('/api/boards', { name: prompt('Kept places'), access: 'team_view' })
  await send(`/api/boards/${board.id}/images`, { imageIds: [first, second] })
  await send('/api/images/marks', { imageIds: [first], addTags: ['keeper'] })
  await send('/api/images/marks', { imageIds: [first], rating: 5 })

  const gallery = await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  await gallery.chooseRange(words, 0, 2)
  await page.keyboard.press('Delete')
  await expect(gallery.picture(words)).toHaveCount(0)
  await bar.undo('3 pictures moved to the trash')
  await expect(gallery.picture(words)).toHaveCount(3)

  await page.keyboard.press('Escape')
  await gallery.chooseRange(words, 0, 2)
  await bar.button('Move to trash').click()
  await expect(gallery.picture(words)).toHaveCount(0)

  await page.goto('/trash')
  const thrown = page.getByRole('button', { name: `Choose: ${words} (gone in 30 days)` })
  await expect(thrown).toHaveCount(3)
  await expectClean(page, 'the trash')
  // The last thrown away stand first, by id where they went together: all of them come back, and one goes again.
  await thrown.nth(0).click()
  await thrown.nth(2).click({ modifiers: ['Shift'] })
  await page.getByRole('button', { name: 'Restore 3' }).click()
  await expect(thrown).toHaveCount(0)
  const { image } = await detailOf(studio, first)
  expect(image).toMatchObject({ tags: ['keeper'], rating: 5 })
  const boards = await (await studio.fetch(`/api/images/${second}/boards`)).json()
  expect(boards.items).toEqual([{ id: board.id, name: board.name }])

  await send('/api/images/trash', { imageIds: [second] })
  await page.reload()
  await thrown.click()
  await page.getByRole('button', { name: 'Delete 1 for good' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete this picture for good?' })
  await expect(dialog).toContainText('What the pictures cost is not given back')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('Picture deleted for good').last()).toBeVisible()
  await expect(thrown).toHaveCount(0)
  expect((await studio.fetch(`/api/images/${second}`)).status).toBe(404)
  expect((await studio.fetch(`/api/images/${first}`)).status).toBe(200)
})
