import type { GalleryItemDto } from '#lib/images/schema.ts'
import { expectClean } from './axe.ts'
import { drag, inRail } from './drag.ts'
import { expect, test } from './fixtures.ts'
import { BoardPage, BoardsPage } from './pages/boards-page.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { makeRun } from './runs.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('chosen pictures are dragged together onto a board in the side bar, and onto a new one', async ({
  page,
  prompt,
  studio: server,
  expectedProblems,
}) => {
  // The page of the board that is deleted asks for it once more while it is left.
  expectedProblems.push('/api/boards/')
  const name = prompt('Dragged onto')
  const words = [1, 2, 3].map((number) => prompt(`Drag ${number} [sandbox: instant]`))
  for (const each of words) await makeRun(server, { prompt: each })
  const [one = '', two = '', three = ''] = words
  const made = await (await BoardsPage.open(page)).make(name)
  const { id } = made

  const gallery = await GalleryPage.open(page)
  await gallery.picture(one).click({ modifiers: ['ControlOrMeta'] })
  await gallery.picture(two).click({ modifiers: ['ControlOrMeta'] })
  await expect(page.getByText('2 chosen')).toBeVisible()
  await drag(page, gallery.picture(two), inRail(page, name))
  await expect(made.shell.notice('2 pictures added')).toBeVisible()
  // The choice has served; the side bar is as narrow as it was.
  await expect(page.getByText('2 chosen')).toBeHidden()
  await expect(inRail(page, name)).toHaveCount(0)

  // One that is not chosen goes alone, on a board that is named when it is dropped.
  const other = prompt('Named on the way')
  await drag(page, gallery.picture(three), inRail(page, 'New board'))
  const dialog = page.getByRole('dialog', { name: 'New board with 1 picture' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(other)
  await page.keyboard.press('Enter')
  await expect(made.shell.notice(`Added to ${other}`)).toBeVisible()

  const boards = await BoardsPage.open(page)
  const second = await boards.openBoard(other)
  await second.expectOrder([three])
  await second.does('Delete board')
  const board = await BoardPage.open(page, id, name)
  await board.expectOrder([two, one])
})

test('the keyboard alone puts a picture on boards, takes it off, and makes a board for it', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('By keyboard [sandbox: instant]')
  const run = await makeRun(server, { prompt: words })
  const name = prompt('Keys only')

  const gallery = await GalleryPage.open(page)
  await gallery.picture(words).focus()
  await page.keyboard.press('b')
  const dialog = page.getByRole('dialog', { name: 'Add picture to boards' })
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await page.keyboard.type(name)
  await expect(dialog.getByRole('button', { name: `Create “${name}”` })).toBeVisible()
  await page.keyboard.press('Enter')
  const option = dialog.getByRole('button', { name: new RegExp(`^${name}`) })
  await expect(option).toHaveAttribute('aria-pressed', 'true')
  await expectClean(page, 'the dialog that adds to boards')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(gallery.picture(words)).toBeFocused()

  // In the viewer: its panel names the board, and the dialog knows that the picture is on it.
  const viewer = await ViewerPage.open(page, run.images[0]?.id ?? '')
  await expect(viewer.facts.getByRole('link', { name })).toBeVisible()
  await page.keyboard.press('b')
  await page.keyboard.type(name.slice(0, 9))
  await expect(option).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(option).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Escape')
  await expect(viewer.facts.getByRole('link', { name })).toHaveCount(0)
})

test('pictures are chosen in a row, put on a board, ordered by hand and taken off again', async ({
  page,
  prompt,
  studio: server,
}) => {
  test.setTimeout(90_000)
  const words = [1, 2, 3, 4].map((number) => prompt(`Order ${number} [sandbox: instant]`))
  for (const each of words) await makeRun(server, { prompt: each })
  const [a = '', b = '', c = '', d = ''] = words
  const name = prompt('In order')
  await (await BoardsPage.open(page)).make(name)

  const gallery = await GalleryPage.open(page)
  await gallery.picture(d).focus()
  await page.keyboard.press('Space')
  await gallery.picture(a).click({ modifiers: ['Shift'] })
  await expect(page.getByText('4 chosen')).toBeVisible()
  await page.keyboard.press('b')
  const dialog = page.getByRole('dialog', { name: 'Add 4 pictures to boards' })
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('4 chosen')).toBeHidden()

  const board = await (await BoardsPage.open(page)).openBoard(name)
  await board.expectOrder([d, c, b, a])
  await board.sortBy('By hand')
  await board.expectOrder([d, c, b, a])

  // What is done is drawn before it is saved, and moves are saved one after the other.
  const saved = async () => {
    const { items }: { items: GalleryItemDto[] } = await (
      await server.fetch(`/api/boards/${board.id}/images`)
    ).json()
    return items.map((item) => item.prompt)
  }
  await board.picture(d).focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText('Moved to place 2 of 4')).toBeAttached()
  await page.keyboard.press('Shift+ArrowRight')
  await board.expectOrder([c, b, d, a])
  await expect(board.picture(d)).toBeFocused()
  await drag(page, board.picture(a), board.picture(c), 0.2)
  await board.expectOrder([a, c, b, d])
  await expect.poll(saved).toEqual([a, c, b, d])
  await page.reload()
  await board.expectOrder([a, c, b, d])

  await board.picture(c).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'Use as cover' }).click()
  await expect(board.shell.notice('Cover changed')).toBeVisible()
  await board.picture(c).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'Take off the board' }).click()
  await board.expectOrder([a, b, d])
  await board.shell.undo('taken off')
  await board.expectOrder([a, c, b, d])

  // Several at once, back where each of them was, also for others.
  await board.picture(a).click({ modifiers: ['ControlOrMeta'] })
  await board.picture(b).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'Take off the board' }).click()
  await board.expectOrder([c, d])
  await board.shell.undo('2 pictures taken off')
  await board.expectOrder([a, c, b, d])
  await expect.poll(saved).toEqual([a, c, b, d])
  await page.reload()
  await board.expectOrder([a, c, b, d])
})

test('a board is renamed, opened, archived, deleted and brought back', async ({
  page,
  prompt,
  studio: server,
  expectedProblems,
}) => {
  // The page of the board that is deleted asks for it once more while it is left.
  expectedProblems.push('/api/boards/')
  const words = prompt('Kept [sandbox: instant]')
  const run = await makeRun(server, { prompt: words })
  const name = prompt('Mood')
  const board = await (await BoardsPage.open(page)).make(name, 'Private')
  await page.request.post(`/api/boards/${board.id}/images`, {
    data: { imageIds: run.images.map((image) => image.id) },
  })
  await board.expectOrder([words])

  const renamed = prompt('Winter')
  const field = page.getByRole('textbox', { name: 'Name of the board' })
  await field.fill(renamed)
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: renamed, level: 1 })).toBeAttached()
  await page.getByRole('textbox', { name: 'Description' }).fill('Cold light.')
  await page.getByRole('button', { name: 'Who sees this board: Private' }).click()
  await page.getByRole('radio', { name: 'Team edits' }).click()
  await expect(page.getByRole('button', { name: 'Who sees this board: Team edits' })).toBeVisible()

  const again = await BoardPage.on(page, renamed)
  await again.does('Archive')
  await expect(page.getByText('This board is archived')).toBeVisible()
  const boards = await BoardsPage.open(page)
  await expect(boards.makeButton).toBeVisible()
  await expect(boards.tile(renamed)).toHaveCount(0)
  await page.getByRole('button', { name: /^Archived/ }).click()
  const put = await boards.openBoard(renamed)
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Cold light.')
  await page.getByRole('button', { name: 'Bring back' }).click()
  await expect(page.getByText('This board is archived')).toBeHidden()

  await put.does('Delete board')
  await BoardsPage.on(page)
  await expect(boards.tile(renamed)).toHaveCount(0)
  await boards.shell.undo(`${renamed} deleted`)
  const back = await boards.openBoard(renamed)
  await back.expectOrder([words])
})

test('a colleague fills a board that the team edits, live; what is private stays its maker’s', async ({
  page,
  prompt,
  newPerson,
  signedInAs,
  expectedProblems,
}) => {
  // A board that became private is not there any more for whoever has it open.
  expectedProblems.push('/api/boards/')
  const name = prompt('Ours')
  const board = await (await BoardsPage.open(page)).make(name, 'Team edits')
  const colleague = await newPerson()
  const theirs = prompt('Theirs [sandbox: instant]')
  const secret = prompt('Theirs alone [sandbox: instant]')
  await makeRun(colleague, { prompt: theirs })
  await makeRun(colleague, { prompt: secret, private: true })

  const other = await signedInAs(colleague)
  const gallery = await GalleryPage.open(other)
  await gallery.picture(theirs).click({ modifiers: ['ControlOrMeta'] })
  await gallery.list.getByRole('link', { name: secret }).click({ modifiers: ['ControlOrMeta'] })
  await other.keyboard.press('b')
  const dialog = other.getByRole('dialog', { name: 'Add 2 pictures to boards' })
  await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()

  // The first browser has not been touched.
  await board.expectOrder([`${theirs}, by ${colleague.name}`])
  await expect(page.getByRole('main').getByText('1 picture', { exact: true })).toBeVisible()
  const seen = await BoardPage.open(other, board.id, name)
  await expect(seen.pictures).toHaveCount(2)
  await expect(other.getByRole('textbox', { name: 'Name of the board' })).toHaveCount(0)
  await expect(other.getByRole('button', { name: 'More about this board' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Who sees this board: Team edits' }).click()
  await page.getByRole('radio', { name: 'Private' }).click()
  await expect(other.getByText('This board is not here')).toBeVisible()
  const theirBoards = await BoardsPage.open(other)
  await expect(theirBoards.makeButton).toBeVisible()
  await expect(theirBoards.tile(name)).toHaveCount(0)
  expect((await colleague.fetch(`/api/boards/${board.id}`)).status).toBe(404)
})

for (const { name, locale, viewport } of [
  { name: 'wide, in English', locale: 'en-US', viewport: { width: 1280, height: 800 } },
  { name: 'on a phone, in Chinese', locale: 'zh-CN', viewport: { width: 390, height: 844 } },
]) {
  test.describe(name, () => {
    test.use({ locale, viewport, hasTouch: viewport.width < 640 })

    test('axe finds nothing on the pages of boards', async ({ page, prompt, studio: server }) => {
      const words = prompt('For axe [sandbox: instant]')
      const run = await makeRun(server, { prompt: words, n: 2 })
      await BoardsPage.open(page)
      const made = await page.request.post('/api/boards', {
        data: { name: prompt('Axe'), description: '', access: 'team_view' },
      })
      const { id, name: board }: { id: string; name: string } = await made.json()
      const imageIds = run.images.map((image) => image.id)
      await page.request.post(`/api/boards/${id}/images`, { data: { imageIds } })
      await expect((await BoardsPage.open(page)).tile(board)).toBeVisible()
      await expectClean(page, 'boards')
      await page.goto(`/boards/${id}`)
      const pictures = page.getByRole('link', { name: words, exact: true })
      await expect(pictures).toHaveCount(2)
      if (viewport.width < 640) {
        // A finger that stays.
        await pictures.first().dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true })
        await expect(page.getByText('已选 1 张')).toBeVisible()
        await pictures.first().dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true })
      } else {
        await pictures.first().hover()
        await page.getByRole('checkbox').first().check()
      }
      await expect(page.getByRole('region', { name: /^(Chosen pictures|已选图片)$/ })).toBeVisible()
      await expectClean(page, 'a board with a picture chosen')
      await page.getByRole('button', { name: /^(More about this board|更多画板操作)$/ }).click()
      await page.getByRole('menuitem', { name: /^(Give to somebody else|转交给别人)/ }).click()
      await expect(page.getByRole('dialog', { name: /^(Give this board|把画板转交)/ })).toBeVisible()
      await expectClean(page, 'giving a board away')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    })
  })
}
