import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright/test'
import { unzip } from '#lib/testing/unzip.ts'
import { drag, inRail } from './drag.ts'
import { expect, test } from './fixtures.ts'
import { BoardPage, BoardsPage } from './pages/boards-page.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { LinksPage } from './pages/links-page.ts'
import { PeoplePage } from './pages/people-page.ts'
import { ShareDialog } from './pages/share-dialog.ts'
import { StudioPage } from './pages/studio-page.ts'

/** A browser of somebody's own: no cookies, nothing cached. */
async function browserOf(browser: Browser, baseURL: string, phone = false): Promise<Page> {
  const screen = phone
    ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    : { viewport: { width: 1280, height: 800 } }
  const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', ...screen })
  return context.newPage()
}

test('a team, from the first start to a client’s phone and back', async ({ browser, newStudio }) => {
  test.setTimeout(240_000)
  const server = await newStudio({ BUNCH_OWNER_EMAIL: '', BUNCH_OWNER_PASSWORD: '' }, 'empty')
  await server.start()

  // Set up: nothing answers but the address in the log.
  expect((await fetch(`${server.url}/sign-in`)).status).toBe(503)
  const setUp = /\/setup\?token=\S+/.exec(server.output)?.[0] ?? ''
  const owner = await browserOf(browser, server.url)
  await owner.goto(setUp)
  await owner.getByRole('textbox', { name: 'Your name' }).fill('Ada')
  await owner.getByRole('textbox', { name: 'E-mail' }).fill('ada@bunch.test')
  await owner.getByLabel('Password', { exact: true }).fill('green bananas ripen')
  await owner.getByRole('button', { name: 'Make the account' }).click()
  await StudioPage.on(owner)

  // Invite, and a second person in a second browser.
  const invitation = await (await PeoplePage.open(owner)).invite('Member')
  const ben = await browserOf(browser, server.url)
  await ben.goto(invitation)
  await ben.getByRole('textbox', { name: 'Your name' }).fill('Ben')
  await ben.getByRole('textbox', { name: 'E-mail address' }).fill('ben@bunch.test')
  await ben.getByLabel('Password', { exact: true }).fill('seven quiet herons')
  await ben.getByRole('button', { name: 'Join' }).click()
  const studio = await StudioPage.on(ben)

  // Private and team pictures: the team's appear with the colleague at once, the private ones never.
  const seen = await GalleryPage.open(owner)
  const make = async (prompt: string) => {
    await studio.composer.write(prompt)
    await studio.composer.generate()
    await studio.run(prompt).expectPictures(1)
  }
  const isPrivate = studio.composer.frame.getByRole('button', { name: 'Private' })
  await isPrivate.click()
  await make('Nobody else’s business [sandbox: instant]')
  await isPrivate.click()
  const [lantern, kite] = ['A paper lantern [sandbox: instant]', 'A red kite [sandbox: instant]'] as const
  await make(lantern)
  // Another shape, so that its file is another one.
  await studio.composer.choose('Aspect ratio', '3:2')
  await make(kite)
  await expect(seen.picture(`${kite}, by Ben`), 'without a reload').toBeVisible()
  await expect(seen.picture(`${lantern}, by Ben`)).toBeVisible()
  await owner.reload()
  await expect(seen.pictures).toHaveCount(2)

  // A board: one picture by drag, one by keyboard.
  const { id } = await (await BoardsPage.open(ben)).make('For the client')
  const gallery = await GalleryPage.open(ben)
  await expect(gallery.pictures).toHaveCount(3)
  await drag(ben, gallery.picture(lantern), inRail(ben, 'For the client'))
  const board = await BoardPage.open(ben, id, 'For the client')
  await board.expectOrder([lantern])
  await GalleryPage.open(ben)
  await gallery.picture(kite).focus()
  await ben.keyboard.press('b')
  const addTo = ben.getByRole('dialog', { name: 'Add picture to boards' })
  await expect(addTo.getByRole('textbox')).toBeFocused()
  await ben.keyboard.type('For the cl')
  await ben.keyboard.press('Enter')
  await expect(addTo.getByRole('button', { name: /^For the client/ })).toHaveAttribute('aria-pressed', 'true')
  await ben.keyboard.press('Escape')
  await BoardPage.open(ben, id, 'For the client')
  await board.expectOrder([kite, lantern])

  // Share it, with a password and an end.
  await ben.getByRole('button', { name: 'Share', exact: true }).click()
  const share = await ShareDialog.on(ben)
  await share.option('Ask for a password').check()
  await share.expiry('7 days').click()
  await share.note.fill('Two directions. Which one?')
  const made = await share.make()
  const address = await made.address.inputValue()
  const password = await made.password.inputValue()
  await made.done()

  // A stranger on a phone is refused, enters, and takes the originals along.
  const stranger = await browserOf(browser, server.url, true)
  await stranger.goto(address)
  const enter = async (text: string) => {
    await stranger.getByLabel('Password').fill(text)
    await stranger.getByRole('button', { name: 'Open' }).tap()
  }
  await expect(stranger.getByText('Two directions')).toBeHidden()
  await enter('let me in')
  await expect(stranger.getByRole('alert')).toContainText('That is not the password')
  await enter(password)
  await expect(stranger.getByText('Two directions. Which one?')).toBeVisible()
  await expect(stranger.getByRole('main').getByRole('img')).toHaveCount(2)
  const download = stranger.waitForEvent('download')
  await stranger.getByRole('link', { name: /^Download all/ }).tap()
  const zipped = await unzip(await readFile(await (await download).path()))
  const originals = await Promise.all(
    (await idsOn(ben)).map(async (imageId) => (await ben.request.get(`/api/images/${imageId}/file`)).body()),
  )
  expect(zipped).toHaveLength(2)
  for (const [place, original] of originals.entries()) {
    expect(zipped[place]?.bytes.equals(original), zipped[place]?.name).toBe(true)
  }

  // Revoke: gone, also for who had entered.
  const links = await LinksPage.open(ben)
  await expect(links.link('For the client')).toContainText('1 view')
  await links.revoke('For the client')
  await expect(links.link('For the client')).toContainText('Revoked')
  const refused = await stranger.reload()
  expect(refused?.status()).toBe(404)
  await expect(stranger.getByRole('heading', { name: 'There is nothing to see here' })).toBeVisible()
  for (const page of [owner, ben, stranger]) await page.context().close()
})

/** Ids of the pictures on the board that the page shows, in its order. */
async function idsOn(page: Page): Promise<string[]> {
  return page
    .getByRole('main')
    .locator('[data-picture]')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-picture') ?? ''))
}
