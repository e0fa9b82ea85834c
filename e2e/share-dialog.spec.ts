import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { qrOf, qrPath } from '#components/shares/qr.ts'
import { expect, test } from './fixtures.ts'
import { BoardPage } from './pages/boards-page.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { LinksPage } from './pages/links-page.ts'
import { ShareDialog } from './pages/share-dialog.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { addColleague } from './people.ts'
import { makeRun } from './runs.ts'
import type { Studio } from './studio.ts'

/** Opens a link as somebody without an account, without a browser's cache or cookies. */
async function visit(address: string): Promise<{ status: number; text: string }> {
  const response = await fetch(address, { redirect: 'manual' })
  return { status: response.status, text: await response.text() }
}

/** Asks the studio's API as the owner, or as whoever has the cookie. */
async function post<T>(server: Studio, path: string, body: unknown, cookie?: string): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const asked =
    cookie === undefined
      ? server.fetch(path, init)
      : fetch(`${server.url}${path}`, { ...init, headers: { ...init.headers, cookie, origin: server.url } })
  const response = await asked
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test('the viewer’s key makes a link with password and date, and everything to pass it on', async ({
  page,
  context,
  prompt,
  studio: server,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { images } = await makeRun(server, { prompt: prompt('For a client [sandbox: instant]') })
  const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
  await viewer.press('s')
  const dialog = await ShareDialog.on(page)
  await expect(dialog.makeButton, 'Enter makes a link at once').toBeFocused()
  await expect(dialog.expiry('30 days')).toBeChecked()
  await expect(dialog.option('Show prompt and settings')).not.toBeChecked()
  await expect(dialog.pictures).toHaveCount(1)

  await dialog.option('Ask for a password').check()
  await expect(dialog.password, 'a good one to begin with').toHaveValue(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/)
  await dialog.password.fill('short')
  await dialog.makeButton.click()
  await expect(dialog.dialog.getByRole('alert')).toHaveText('At least 6 characters.')
  await dialog.password.fill('open sesame')
  await dialog.expiry('A date').click()
  await dialog.day.fill('2001-01-01')
  await dialog.makeButton.click()
  await expect(dialog.dialog.getByRole('alert')).toHaveText('This day is over. Choose today or a later one.')
  const nextYear = new Date().getFullYear() + 1
  await dialog.day.fill(`${nextYear}-03-09`)
  await dialog.title.fill('First round')
  await dialog.note.fill('Which of the reds?')

  const made = await dialog.make()
  const address = await made.address.inputValue()
  expect(address.startsWith(`${server.url}/s/`)).toBe(true)
  await page.keyboard.press('Enter')
  await expect(made.dialog.getByRole('button', { name: 'Copy: Address' })).toHaveText('Copied')
  expect(await clipboard(page)).toBe(address)
  await expect(made.password).toHaveValue('open sesame')
  await expect(made.direct, 'a password keeps the files themselves shut').toBeHidden()
  await expect(made.dialog).toContainText('only where downloads are allowed and no password is set')
  await expect(made.qr.locator('path')).toHaveAttribute('d', qrPath(qrOf(address)))
  const saving = page.waitForEvent('download')
  await made.dialog.getByRole('button', { name: 'Save QR as PNG' }).click()
  const png = await readFile(await (await saving).path())
  expect(png.subarray(1, 4).toString()).toBe('PNG')

  await page.keyboard.press('Escape')
  await expect(made.dialog).toBeHidden()
  await expect(viewer.dialog, 'the picture stays open').toBeVisible()
  const links = await LinksPage.open(page)
  const link = links.link('First round')
  await expect(link).toContainText(/Expires in \d+ months|Expires next year|Expires in 1 year/)
  await expect(link.getByRole('img', { name: 'Asks for a password' })).toBeVisible()
  await expect(link).toContainText('Not opened yet')
})

test('a picture’s menu makes a link, and the next one begins as the last one was', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('From the feed [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words })
  const studio = await StudioPage.open(page)
  await studio.run(words).act('Share')
  let dialog = await ShareDialog.on(page)
  await dialog.expiry('7 days').click()
  await dialog.option('Show prompt and settings').check()
  const made = await dialog.make()
  const original = await server.fetch(`/api/images/${images[0]?.id}/file`)
  expect(original.headers.get('content-type')).toBe('image/png')
  await expect(made.direct).toHaveValue(`${await made.address.inputValue()}/i/1.png`)
  await made.done()

  await studio.run(words).act('Share')
  dialog = await ShareDialog.on(page)
  await expect(dialog.expiry('7 days')).toBeChecked()
  await expect(dialog.option('Show prompt and settings')).toBeChecked()
  await expect(dialog.option('Ask for a password')).not.toBeChecked()
})

test('without a clipboard (plain http) the address is selected', async ({ page, prompt, studio: server }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  const { images } = await makeRun(server, { prompt: prompt('On the local network [sandbox: instant]') })
  const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
  await viewer.facts.getByRole('button', { name: 'Share' }).click()
  const made = await (await ShareDialog.on(page)).make()
  await made.dialog.getByRole('button', { name: 'Copy: Address' }).click()
  await expect(
    made.dialog.getByText('Selected. Copy it with your keyboard or the menu.').first(),
  ).toBeVisible()
  await expect(made.address).toBeFocused()
  const selected = await made.address.evaluate((field: HTMLInputElement) =>
    field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0),
  )
  expect(selected).toBe(await made.address.inputValue())
})

test('the list tells of views, edits, gives another address and revokes', async ({
  page,
  prompt,
  studio: server,
}) => {
  const { images } = await makeRun(server, { prompt: prompt('In the list [sandbox: instant]'), n: 1 })
  const title = prompt('Round two')
  const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
  await viewer.press('s')
  const dialog = await ShareDialog.on(page)
  await dialog.title.fill(title)
  const address = await (await dialog.make()).address.inputValue()

  const stranger = await visit(address)
  expect(stranger.status).toBe(200)
  expect(stranger.text).toContain(title)
  const links = await LinksPage.open(page)
  await expect(links.link(title)).toContainText('1 view, last')

  const edit = await links.edit(title)
  await expect(edit.title).toHaveValue(title)
  await edit.expiry('Always').click()
  await edit.option('Ask for a password').check()
  await edit.save()
  await expect(links.link(title)).toContainText('Does not expire')
  await expect(links.link(title).getByRole('img', { name: 'Asks for a password' })).toBeVisible()

  const again = await links.edit(title)
  await again.option('Ask for a password').uncheck()
  await again.save()
  await expect(links.link(title).getByRole('img', { name: 'Asks for a password' })).toBeHidden()

  const rotated = await links.rotate(title)
  const newAddress = await rotated.address.inputValue()
  expect(newAddress).not.toBe(address)
  await rotated.done()
  expect((await visit(address)).status).toBe(404)
  expect((await visit(newAddress)).status).toBe(200)

  await links.revoke(title)
  await expect(links.link(title)).toContainText('Revoked')
  await expect(links.link(title).getByRole('button')).toHaveCount(0)
  expect((await visit(newAddress)).status).toBe(404)
  await links.show('Active')
  await expect(links.link(title)).toBeHidden()
  await links.show('Revoked')
  await expect(links.link(title)).toBeVisible()
})

test('chosen pictures make a link, and a board one that follows it', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('Of several [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words, n: 3 })
  const [first = '', second = '', third = ''] = images.map(({ id }) => id)
  const gallery = await GalleryPage.open(page)
  await gallery.choose(words, 0, 1)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  let dialog = await ShareDialog.on(page)
  await expect(dialog.dialog).toContainText('2 pictures')
  await expect(dialog.pictures).toHaveCount(2)
  const set = await dialog.make()
  expect((await visit(await set.address.inputValue())).text).toContain('2 pictures')
  await set.dialog.getByRole('combobox', { name: 'Direct address of' }).selectOption('picture 2 of 2')
  await expect(set.direct).toHaveValue(/\/i\/2\.png$/)
  await set.done()

  const name = prompt('Spring')
  const board = await post<{ id: string }>(server, '/api/boards', { name, access: 'private' })
  await post(server, `/api/boards/${board.id}/images`, { imageIds: [first, second] })
  await BoardPage.open(page, board.id, name)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  dialog = await ShareDialog.on(page)
  await expect(dialog.title).toHaveValue(name)
  await expect(dialog.dialog.getByRole('radio', { name: 'As it is now' })).toBeChecked()
  await dialog.dialog.getByRole('radio', { name: 'Follows the board' }).click()
  const address = await (await dialog.make()).address.inputValue()
  expect((await visit(address)).text).toContain('2 pictures')
  await post(server, `/api/boards/${board.id}/images`, { imageIds: [third] })
  expect((await visit(address)).text).toContain('3 pictures')
  const links = await LinksPage.open(page)
  await expect(links.link(name)).toContainText('Follows the board, 3 pictures')
})

test('admins see and end everyone’s links; who only looks is offered none', async ({
  page,
  browser,
  prompt,
  studio: server,
}) => {
  const words = prompt('The team’s [sandbox: instant]')
  const { images } = await makeRun(server, { prompt: words })
  const member = await addColleague(server, 'member', prompt('Ben'))
  const title = prompt('Made by Ben')
  const options = {
    title,
    note: '',
    allowDownload: true,
    showPrompt: false,
    showMaker: true,
    expiresAt: null,
  }
  const input = { ...options, kind: 'images', imageIds: [images[0]?.id], password: null }
  const { url } = await post<{ url: string }>(server, '/api/shares', input, await server.signIn(member))
  expect((await visit(url)).status).toBe(200)

  const links = await LinksPage.open(page)
  await expect(links.link(title)).toBeHidden()
  await links.show('Everyone’s')
  await expect(links.link(title)).toContainText(member.name)
  await links.link(title).getByRole('button').click()
  await expect(page.getByRole('menuitem', { name: 'Revoke' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'New address' }), 'only its maker learns it').toBeHidden()
  await page.keyboard.press('Escape')
  await links.revoke(title)
  await expect(links.link(title)).toContainText('Revoked')
  expect((await visit(url)).status).toBe(404)

  const viewer = await addColleague(server, 'viewer')
  const context = await browser.newContext({ baseURL: server.url })
  const [name = '', value = ''] = (await server.signIn(viewer)).split('=', 2)
  await context.addCookies([{ name, value, url: server.url }])
  const looking = await ViewerPage.open(await context.newPage(), images[0]?.id ?? '')
  await expect(looking.facts.getByRole('button', { name: 'Copy link' })).toBeVisible()
  await expect(looking.facts.getByRole('button', { name: 'Share' })).toBeHidden()
  await looking.press('s')
  await looking.press('i')
  await expect(looking.facts).toBeHidden()
  await expect(looking.page.getByRole('dialog', { name: 'Share by link' })).toBeHidden()
  await context.close()
})
