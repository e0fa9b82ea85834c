import type { Locator, Page } from 'playwright/test'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { CODE, hold, openWithoutCode } from './hold.ts'
import { BoardsPage } from './pages/boards-page.ts'
import { Composer } from './pages/composer.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { KitPage } from './pages/kits-page.ts'
import { SearchHeader } from './pages/search-header.ts'
import { SelectionBar } from './pages/selection-bar.ts'
import { Shell } from './pages/shell.ts'
import { SignInPage } from './pages/sign-in-page.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { pictureFile } from './pictures.ts'
import { RecordingProxy } from './recording-proxy.ts'
import { expect, test } from './seeded.ts'
import { OWNER, type Studio } from './studio.ts'

/**
 * What somebody does before an answer is there, or the code that a press needs: it is neither lost nor done to a part only. Every
 * moment is held open until the test lets it go on.
 */

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const tiles = (page: Page) => page.getByRole('main').locator('a[data-picture]')

/** The id of a picture on screen. */
async function idOf(tile: Locator): Promise<string> {
  return (await tile.getAttribute('data-picture')) ?? ''
}

async function detailOf(studio: Studio, imageId: string): Promise<ImageDetailDto> {
  return (await studio.fetch(`/api/images/${imageId}`)).json()
}

test('a prompt typed before the page has its script stays, and the draft can be had back', async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('bunch.draft', 'text=An+old+wish&ratio=3%3A4'))
  const code = await openWithoutCode(page, '/')
  const composer = new Composer(page)
  await composer.promptField.pressSequentially('A new one')
  code.release()
  await expect(page).toHaveURL(/prompt=A\+new\+one/)
  await expect(composer.promptField).toHaveValue('A new one')
  await expect(composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 3:4')
  await new Shell(page).undo('The prompt was replaced.')
  await expect(composer.promptField).toHaveValue('An old wish')
})

test('who presses Generate before the page has its script gets one run, however often they press', async ({
  page,
  prompt,
  gateway,
}) => {
  const words = prompt('An early bird [sandbox: instant]')
  const code = await openWithoutCode(page, '/')
  const composer = new Composer(page)
  await composer.promptField.fill(words)
  for (let time = 0; time < 3; time++) await composer.generateButton.click()
  expect(await gateway.callCount(words)).toBe(0)
  code.release()
  const studio = await StudioPage.on(page)
  await studio.run(words).expectPictures(1)
  expect(await gateway.callCount(words)).toBe(1)
})

test('keys pressed before the page has its script do what they stand for, each once', async ({
  page,
  prompt,
  gateway,
}) => {
  const words = prompt('Sent by key [sandbox: instant]')
  const code = await openWithoutCode(page, '/')
  const composer = new Composer(page)
  await composer.promptField.fill(words)
  for (let time = 0; time < 3; time++) await composer.promptField.press('ControlOrMeta+Enter')
  code.release()
  await (await StudioPage.on(page)).run(words).expectPictures(1)
  expect(await gateway.callCount(words)).toBe(1)

  const later = await openWithoutCode(page, '/gallery')
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  later.release()
  await expect(page).toHaveURL(/\/boards$/)
})

test('a page whose script fails keeps no press for itself', async ({ page, expectedProblems }) => {
  expectedProblems.push('broken on purpose')
  await page.route(CODE, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken on purpose")' }),
  )
  await page.goto('/gallery')
  await page.evaluate(() => {
    document.body.addEventListener('click', () => document.body.setAttribute('data-heard', ''))
  })
  const header = await SearchHeader.on(page)
  await header.chip('Model').click()
  await expect(page.locator('body')).toHaveAttribute('data-heard')
})

test('a filter pressed before the page has its script opens with its values', async ({ page }) => {
  const code = await openWithoutCode(page, '/gallery')
  const header = await SearchHeader.on(page)
  await header.chip('Model').click()
  code.release()
  const panel = page.getByRole('dialog', { name: 'Model', exact: true })
  expect((await header.counts(panel)).map(({ name }) => name)).toContain('Nano Banana 2')
})

test('words typed into the search before the page has its script are looked for', async ({ page }) => {
  const code = await openWithoutCode(page, '/gallery')
  const header = await SearchHeader.on(page)
  await header.field.pressSequentially('light')
  code.release()
  await header.expectQuery('q=light')
  await expect(header.field).toHaveValue('light')
  await expect(page.getByRole('list', { name: 'Pictures found, the best first' })).toBeVisible()
})

/** Drops or pastes a file as the desktop does, and says whether the page keeps the browser from leaving for it. */
async function bring(page: Page, how: 'drop' | 'paste', name: string): Promise<boolean> {
  const { mimeType, buffer } = await pictureFile(name, 'teal')
  const sent = { how, name, mimeType, base64: buffer.toString('base64') }
  return page.evaluate(({ how, name, mimeType, base64 }) => {
    const data = new DataTransfer()
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    data.items.add(new File([bytes], name, { type: mimeType }))
    const about = { bubbles: true, cancelable: true }
    const events =
      how === 'paste'
        ? [new ClipboardEvent('paste', { ...about, clipboardData: data })]
        : ['dragover', 'drop'].map((type) => new DragEvent(type, { ...about, dataTransfer: data }))
    if (how === 'drop')
      document.body.dispatchEvent(new DragEvent('dragenter', { ...about, dataTransfer: data }))
    return events.map((event) => !document.body.dispatchEvent(event)).every(Boolean)
  }, sent)
}

test('files let go or pasted before the composer is ready for them become references', async ({ page }) => {
  const code = await openWithoutCode(page, '/')
  expect(await bring(page, 'drop', 'early.png')).toBe(true)
  expect(await bring(page, 'paste', 'second.png')).toBe(true)
  code.release()
  const { composer } = await StudioPage.on(page)
  await composer.references.expectOrder('early.png', 'second.png')

  // The place to drop something on has code of its own.
  await composer.offered('Size')
  const overlay = await hold(page, CODE)
  expect(await bring(page, 'drop', 'third.png')).toBe(true)
  overlay.release()
  await composer.references.expectOrder('early.png', 'second.png', 'third.png')
})

test('keys typed for the palette are its own, also before its code is there', async ({ page }) => {
  await GalleryPage.open(page)
  const bar = new SelectionBar(page)
  await tiles(page)
    .first()
    .click({ modifiers: ['ControlOrMeta'] })
  await bar.expectChosen(1)
  const code = await hold(page, CODE)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(request.url())
  })
  await page.keyboard.press('ControlOrMeta+k')
  await code.asked
  // Keys that would give a heart and stars, open two dialogs, and delete.
  await page.keyboard.type('f5tbx')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Backspace')
  code.release()
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await expect(palette.getByRole('combobox')).toHaveValue('f5tb')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  expect(asked).toEqual([])
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
})

test('whoever presses a link before the viewer has come gets there', async ({ page }) => {
  await GalleryPage.open(page)
  const code = await hold(page, CODE)
  await tiles(page).first().click()
  await code.asked
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Boards' }).click()
  code.release()
  await BoardsPage.on(page)
  await expect(page).toHaveURL(/\/boards$/)
  await expect(page.locator('[aria-modal="true"]')).toHaveCount(0)
})

test('a picture that is looked for brings nobody back to the gallery', async ({ page }) => {
  const header = await SearchHeader.open(page)
  await expect(tiles(page).first()).toBeVisible()
  const answer = await hold(page, /\/api\/library\/find$/)
  await header.drop(await pictureFile('lost.png', 'plum'))
  await answer.asked
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Boards' }).click()
  await BoardsPage.on(page)
  const found = page.waitForResponse(/\/api\/library\/find$/)
  answer.release()
  await found
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Gallery' }).click()
  await header.expectQuery('')
  await expect(tiles(page).first()).toBeVisible()
})

test('filters pressed one right after the other are both in force, and so are words typed before', async ({
  page,
}) => {
  const header = await SearchHeader.open(page)
  await expect(tiles(page).first()).toBeVisible()
  await header.field.fill('light')
  await header.root.evaluate((root) => {
    const [mine, favourites] = ['Mine', 'Favourites'].map((name) =>
      [...root.querySelectorAll('button')].find(({ textContent }) => textContent === name),
    )
    // As quick as a machine that has not drawn the first press yet.
    root.querySelector<HTMLElement>('input')?.blur()
    mine?.click()
    favourites?.click()
  })
  await header.expectQuery('q=light&person=me&favourite=1')
  await expect(header.field).toHaveValue('light')
})

test('an act on all waits until all are known', async ({ page, studio }) => {
  const { count } = await (await studio.fetch('/api/library/count?q=light')).json()
  expect(count).toBeGreaterThan(200)
  const shape = await hold(page, /\/api\/library\?q=light$/)
  await page.goto('/gallery?q=light')
  await tiles(page)
    .first()
    .click({ modifiers: ['ControlOrMeta'] })
  const bar = new SelectionBar(page)
  await bar.expectChosen(1)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('4')
  shape.release()
  const shell = new Shell(page)
  await expect(shell.notice(`${count} pictures rated 4 stars`)).toBeVisible()
  await shell.undo('rated 4 stars')
})

test('the viewer says how many there are, and goes on to what is not known yet', async ({ page, studio }) => {
  const { count } = await (await studio.fetch('/api/library/count?')).json()
  const shape = await hold(page, /\/api\/library(\?[^/]*)?$/)
  await page.goto('/gallery')
  await tiles(page).first().click()
  const viewer = await ViewerPage.on(page)
  await viewer.expectPlace(1, count)
  // To the last picture that is known by now, and four steps beyond it.
  await viewer.dialog.evaluate(async (dialog) => {
    for (let step = 0; step < 99; step++) {
      dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      await new Promise((resolve) => setTimeout(resolve))
    }
  })
  await viewer.expectPlace(96, count)
  shape.release()
  await viewer.expectPlace(100, count)
})

test('a picture does not wait for all that were walked past', async ({ page, studio }) => {
  const { count } = await (await studio.fetch('/api/library/count?')).json()
  // A browser asks for six things at a time, so that the seventh comes only once one of them is given up.
  const proxy = await RecordingProxy.start(studio, /\/thumb\/1600$/)
  try {
    await page.goto(`${proxy.url}/gallery`)
    await tiles(page).first().click()
    const viewer = await ViewerPage.on(page)
    for (let step = 2; step <= 12; step++) {
      await viewer.press('ArrowRight')
      await viewer.expectPlace(step, count)
    }
    const id = await viewer.dialog.getAttribute('data-viewing')
    await expect.poll(() => proxy.unanswered).toContain(`/api/images/${id}/thumb/1600`)
  } finally {
    await page.close()
    await proxy.stop()
  }
})

test('of two ratings the later one stays, whichever is answered first', async ({ page, studio }) => {
  await GalleryPage.open(page)
  const picture = tiles(page).first()
  const id = await idOf(picture)
  const first = await hold(page, /\/api\/images\/marks$/, 'POST')
  await picture.focus()
  await page.keyboard.press('2')
  await first.asked
  await page.keyboard.press('5')
  first.release()
  await expect(new Shell(page).notice('Rated 5 stars')).toBeVisible()
  expect((await detailOf(studio, id)).image.rating).toBe(5)
})

test('whoever leaves while an act waits for an earlier one is asked', async ({ page, studio }) => {
  await GalleryPage.open(page)
  const picture = tiles(page).first()
  const id = await idOf(picture)
  const first = await hold(page, /\/api\/images\/marks$/, 'POST')
  await picture.focus()
  await page.keyboard.press('3')
  await first.asked
  await page.keyboard.press('4')
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const question = await asked
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  first.release()
  await expect.poll(async () => (await detailOf(studio, id)).image.rating).toBe(4)
  // With nothing left to send nobody is asked.
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
})

test('an undo pressed before the studio has answered undoes', async ({ page, studio }) => {
  await page.goto('/gallery?person=me')
  await tiles(page).first().click()
  const viewer = await ViewerPage.on(page)
  const id = (await viewer.dialog.getAttribute('data-viewing')) ?? ''
  const removal = await hold(page, new RegExp(`/api/images/${id}$`), 'DELETE')
  const restored = page.waitForResponse(new RegExp(`/api/images/${id}/restore$`))
  await viewer.facts.getByRole('button', { name: 'Delete' }).click()
  await removal.asked
  await new Shell(page).undo('Picture deleted')
  removal.release()
  await restored
  expect((await studio.fetch(`/api/images/${id}`)).status).toBe(200)
  await page.goto('/gallery?person=me')
  await expect(page.locator(`a[data-picture="${id}"]`)).toBeVisible()
})

test('of two recipes taken up one right after the other the later one counts', async ({ page, studio }) => {
  await GalleryPage.open(page)
  const details = new Map<string, ImageDetailDto>()
  for (const place of [0, 1, 2, 3, 4, 5]) {
    const id = await idOf(tiles(page).nth(place))
    details.set(id, await detailOf(studio, id))
  }
  const [first, ...others] = [...details.keys()]
  const promptOf = (id = '') => details.get(id)?.generation.prompt ?? ''
  const second = others.find((id) => promptOf(id) !== promptOf(first))
  const tile = (id = '') => page.getByRole('main').locator(`a[data-picture="${id}"]`)
  const held = await hold(page, new RegExp(`/api/images/${first}$`))
  await tile(first).focus()
  await page.keyboard.press('r')
  await held.asked
  await tile(second).focus()
  await page.keyboard.press('r')
  const { composer } = await StudioPage.on(page)
  await expect(composer.promptField).toHaveValue(promptOf(second))
  const answered = page.waitForResponse((response) => response.url().endsWith(`/api/images/${first}`))
  held.release()
  await (await answered).finished()
  await new Shell(page).undo('The composer now holds everything of this run.')
  await expect(composer.promptField).toHaveValue('')
})

test('a board is made once, however often Enter is pressed', async ({ page, studio, prompt }) => {
  const name = prompt('Once')
  await BoardsPage.open(page)
  await page.getByRole('main').getByRole('button', { name: 'New board' }).click()
  const dialog = page.getByRole('dialog', { name: 'New board' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit()
    form.requestSubmit()
  })
  await expect(page.getByRole('heading', { name, level: 1 })).toBeAttached()
  const { items }: { items: { name: string }[] } = await (await studio.fetch('/api/boards')).json()
  expect(items.filter((board) => board.name === name)).toHaveLength(1)
})

test('what is typed into a kit while it is saved stays', async ({ page, prompt }) => {
  const kit = await KitPage.make(page, prompt('Quick kit'))
  await kit.standingText.fill('Soft light.')
  const saving = await hold(page, new RegExp(`/api/kits/${kit.id}$`), 'PUT')
  await page.getByRole('button', { name: 'Save as version 2' }).click()
  await saving.asked
  await kit.standingText.press('End')
  await kit.standingText.pressSequentially(' No people.')
  saving.release()
  await expect(new Shell(page).notice('Saved as version 2.')).toBeVisible()
  await expect(kit.standingText).toHaveValue('Soft light. No people.')
  await kit.save(3)
})

test('a password sent before the page has its script is in no address', async ({ browser, studio }) => {
  const context = await browser.newContext({ baseURL: studio.url, locale: 'en-US' })
  const page = await context.newPage()
  const code = await openWithoutCode(page, '/sign-in')
  const signIn = await SignInPage.on(page)
  await signIn.email.fill(OWNER.email)
  await signIn.password.fill(OWNER.password)
  await signIn.password.press('Enter')
  await expect(page).toHaveURL(/\/sign-in$/)
  code.release()
  await expect(signIn.button).toBeEnabled()
  await expect(signIn.password).toHaveValue(OWNER.password)
  await signIn.button.click()
  await StudioPage.on(page)
  await context.close()
})
