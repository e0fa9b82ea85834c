import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions } from 'playwright/test'
import type { GenerationDto } from '#lib/generations/schema.ts'
import type { MadeShareDto, ShareChange, ShareDto, ShareInput } from '#lib/shares/schema.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { expectClean } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { SharePage } from './pages/share-page.ts'
import { makeRun } from './runs.ts'
import type { Studio } from './studio.ts'

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
const PASSWORD = 'riper than yellow'

async function asOwner<T>(studio: Studio, method: string, path: string, json?: unknown): Promise<T> {
  const init =
    json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }
  const response = await studio.fetch(path, { method, ...init })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

function share(studio: Studio, input: Partial<ShareInput>): Promise<MadeShareDto> {
  const usual = { title: '', note: '', allowDownload: true, showPrompt: false, showMaker: false }
  const json = { kind: 'images', expiresAt: null, password: null, ...usual, ...input }
  return asOwner<MadeShareDto>(studio, 'POST', '/api/shares', json)
}

const change = (studio: Studio, id: string, json: ShareChange) =>
  asOwner<ShareDto>(studio, 'PATCH', `/api/shares/${id}`, json)

const idsOf = ({ images }: GenerationDto) => images.map(({ id }) => id)

async function originals(studio: Studio, ids: string[]): Promise<Buffer[]> {
  const answers = await Promise.all(ids.map((id) => studio.fetch(`/api/images/${id}/file`)))
  return Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())))
}

/** A browser of somebody who has no account. */
async function stranger(browser: Browser, options: BrowserContextOptions = PHONE) {
  return (await browser.newContext({ reducedMotion: 'reduce', ...options })).newPage()
}

const ACCEPT = { 'accept-language': 'en' }

/** Logs in to a link without a browser, and gives the cookie. */
async function unlock(url: string, password: string): Promise<string> {
  const response = await fetch(`${url}/unlock`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: new URL(url).origin },
    body: new URLSearchParams({ password }),
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe(new URL(url).pathname)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

test('a stranger on a phone is refused, enters, looks, downloads the originals, and is shut out', async ({
  browser,
  studio,
  prompt,
}) => {
  const run = await makeRun(studio, {
    prompt: prompt('A shared cup [sandbox: instant]'),
    n: 3,
    ratio: '16:9',
  })
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const title = 'Round <two> & “more”'
  const made = await share(studio, {
    imageIds: idsOf(run),
    title,
    note: 'By Friday?',
    password: PASSWORD,
    expiresAt,
  })

  const page = await stranger(browser)
  const shared = await SharePage.open(page, made.url)
  await expect(shared.heading).toHaveText('This link asks for a password')
  expect(await page.content()).not.toContain('Round')
  await expectClean(page, 'password page')
  await shared.enter('not the password')
  await expect(page.getByRole('alert')).toHaveText(/not the password/)
  await expectClean(page, 'password page after a wrong one')
  await shared.enter(PASSWORD)
  await expect(shared.heading).toHaveText(title)
  await shared.expectPictures(3)
  await expectClean(page, 'a set')

  await shared.openPicture(2)
  await expect(shared.viewer.getByText('2 / 3')).toBeVisible()
  await expectClean(page, 'the viewer')
  await page.keyboard.press('ArrowRight')
  await expect(shared.viewer.getByText('3 / 3')).toBeVisible()
  await page.goBack()
  await expect(shared.viewer).toBeHidden()
  await expect(shared.heading).toBeVisible()

  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: /Download all/ }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^Round two “more”\.zip$/)
  const files = await unzip(await readFile(await download.path()))
  const hashes = (all: Uint8Array[]) => all.map((bytes) => createHash('sha256').update(bytes).digest('hex'))
  expect(hashes(files.map(({ bytes }) => bytes))).toEqual(hashes(await originals(studio, idsOf(run))))

  const [listed] = (await asOwner<{ items: ShareDto[] }>(studio, 'GET', '/api/shares')).items
  expect(listed).toMatchObject({ id: made.share.id, views: 1 })
  const thumb = `${made.url}/t/1/320`
  expect((await page.request.get(thumb)).status()).toBe(200)
  await asOwner(studio, 'POST', `/api/shares/${made.share.id}/revoke`)
  expect((await page.request.get(thumb)).status()).toBe(404)
  await page.reload()
  await expect(shared.heading).toHaveText('There is nothing to see here')
  await expectClean(page, 'a link that is gone')
  expect(shared.problems).toEqual([])
  await page.context().close()
})

test('one picture stands alone, in Chinese and in the dark, and fingers and keys look closer', async ({
  browser,
  studio,
  prompt,
}) => {
  const words = prompt('Alone on <b>a table</b> [sandbox: instant]')
  const run = await makeRun(studio, { prompt: words, ratio: '9:16' })
  const made = await share(studio, { imageIds: idsOf(run), showPrompt: true, showMaker: true })
  const page = await stranger(browser, { ...PHONE, colorScheme: 'dark', locale: 'zh-CN' })
  const shared = await SharePage.open(page, made.url)
  await shared.expectPictures(1)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByText('分享者：')).toBeVisible()
  await expect(page.getByRole('link', { name: '下载' })).toBeVisible()
  await expect(page.getByText(words)).toBeVisible()
  await expectClean(page, 'one picture in Chinese, dark')

  await shared.openPicture(1)
  const sheet = shared.viewer.locator('.sheet')
  const width = () => sheet.evaluate((element) => element.getBoundingClientRect().width)
  const rest = await width()
  await page.keyboard.press('+')
  await expect.poll(width).toBeGreaterThan(rest * 1.4)
  await page.keyboard.press('0')
  await expect.poll(width).toBe(rest)
  await sheet.dblclick()
  await expect.poll(width).toBeGreaterThan(rest * 1.4)
  await page.keyboard.press('i')
  await expect(shared.viewer.getByText(words)).toBeVisible()
  await expectClean(page, 'the viewer with the prompt')
  await page.keyboard.press('Escape')
  await expect(shared.viewer).toBeHidden()
  expect(shared.problems).toEqual([])
  await page.context().close()
})

test('without scripts every picture has a page of its own, and the rows stand', async ({
  browser,
  studio,
  prompt,
}) => {
  const run = await makeRun(studio, { prompt: prompt('No scripts [sandbox: instant]'), n: 2 })
  const made = await share(studio, { imageIds: idsOf(run), title: 'Two of them' })
  for (const viewport of [PHONE.viewport, { width: 1440, height: 900 }]) {
    const page = await stranger(browser, { javaScriptEnabled: false, viewport })
    await page.goto(made.url)
    const boxes = await Promise.all((await page.locator('main img').all()).map((each) => each.boundingBox()))
    expect(boxes[0]?.y).toBe(boxes[1]?.y)
    expect(boxes[0]?.height).toBeGreaterThan(100)
    await page.locator('main a').nth(1).click()
    await expect(page).toHaveURL(/\?n=2$/)
    await page.getByRole('link', { name: 'Previous picture' }).click()
    await expect(page).toHaveURL(/\?n=1$/)
    await page.getByRole('link', { name: 'All pictures' }).click()
    await expect(page).toHaveURL(made.url)
    await page.context().close()
  }
})

test('password-protected share reached through ZIP, thumbnail, direct image, preview, a picture’s page, RSC and prefetch variants, or another’s cookie: nothing', async ({
  studio,
  prompt,
}) => {
  const secret = prompt('Nobody may read this [sandbox: instant]')
  const run = await makeRun(studio, { prompt: secret, n: 2 })
  const input = { imageIds: idsOf(run), title: 'Hidden title', note: 'Hidden note', showPrompt: true }
  const made = await share(studio, { ...input, password: PASSWORD })
  const other = await share(studio, { ...input, password: PASSWORD })
  const cookies = {
    none: '',
    'of another link': await unlock(other.url, PASSWORD),
    'of the studio’s owner': await studio.cookie(),
  }
  const variants: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { 'next-router-segment-prefetch': '/_tree', rsc: '1' },
    { 'next-action': 'x' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { range: 'bytes=0-99' },
  ]
  const files = [
    '/zip',
    '/t/1/320',
    '/t/2/1600',
    '/i/1.png',
    '/i/1.jpg',
    '/i/2.webp?download',
    '/preview.jpg',
    '/1',
  ]
  for (const [whose, cookie] of Object.entries(cookies)) {
    for (const headers of variants) {
      const asked = { headers: { ...ACCEPT, ...headers, ...(cookie && { cookie }) } }
      for (const path of ['', '?n=1', '?_rsc=1abc']) {
        const text = await (await fetch(made.url + path, asked)).text()
        const where = `page ${path}, cookie ${whose}, ${JSON.stringify(headers)}`
        expect(text, where).toContain('This link asks for a password')
        for (const hidden of ['Hidden', secret, '/t/1/', 'og:']) expect(text, where).not.toContain(hidden)
      }
      for (const path of headers.range || Object.keys(headers).length === 0 ? files : files.slice(0, 4)) {
        const response = await fetch(made.url + path, asked)
        expect(response.status, `${path}, cookie ${whose}`).toBe(404)
        expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      }
    }
  }
  const cookie = await unlock(made.url, PASSWORD)
  for (const path of files.slice(0, 6)) {
    expect((await fetch(made.url + path, { headers: { cookie } })).status, path).toBe(200)
  }
  // What was unlocked is locked again by another password, and by another address.
  await change(studio, made.share.id, { password: 'another password' })
  expect((await fetch(`${made.url}/zip`, { headers: { cookie } })).status).toBe(404)
})

test('links that are mistyped, expired, revoked, rotated, or without pictures or board answer the same bytes', async ({
  studio,
  prompt,
}) => {
  const run = await makeRun(studio, { prompt: prompt('Soon gone [sandbox: instant]'), n: 2 })
  const [kept = '', trashed = ''] = idsOf(run)
  const imageIds = [kept]
  const [revoked, rotated, shut] = [
    await share(studio, { imageIds }),
    await share(studio, { imageIds }),
    await share(studio, { imageIds, allowDownload: false }),
  ]
  // Soon, but not before a busy studio has read it.
  const expired = await share(studio, { imageIds, expiresAt: new Date(Date.now() + 4000).toISOString() })
  const emptied = await share(studio, { imageIds: [trashed], password: PASSWORD })
  const board = await asOwner<{ id: string }>(studio, 'POST', '/api/boards', {
    name: 'Short-lived',
    access: 'private',
  })
  await asOwner(studio, 'POST', `/api/boards/${board.id}/images`, { imageIds })
  const live = await share(studio, { kind: 'board', boardId: board.id })
  expect((await fetch(live.url)).status).toBe(200)

  await asOwner(studio, 'POST', `/api/shares/${revoked.share.id}/revoke`)
  await asOwner(studio, 'POST', `/api/shares/${rotated.share.id}/rotate`)
  await studio.fetch(`/api/images/${trashed}`, { method: 'DELETE' })
  await studio.fetch(`/api/boards/${board.id}`, { method: 'DELETE' })
  await expect.poll(async () => (await fetch(expired.url)).status).toBe(404)

  const unknown = `${studio.url}/s/${'x'.repeat(43)}`
  const paths = [
    ...[unknown, expired.url, revoked.url, rotated.url, emptied.url, live.url],
    ...[`${studio.url}/s/x`, `${studio.url}/s/..%2f..%2fetc`, `${unknown}/zip`, `${unknown}/a/b/c`],
    ...['/zip', '/i/1.png', '/t/2/320', '/t/0/320', '/t/1/321', '/i/1.svg', '?n=2', '/i/../zip'].map(
      (path) => shut.url + path,
    ),
  ]
  const seen = new Set<string>()
  for (const url of paths) {
    const response = await fetch(url, { headers: ACCEPT })
    const headers = [...response.headers].filter(([name]) => name !== 'date')
    seen.add(JSON.stringify([response.status, headers, await response.text()]))
  }
  expect([...seen]).toHaveLength(1)
  expect([...seen][0]).toContain('There is nothing to see here')
  const refused = await fetch(`${revoked.url}/unlock`, {
    method: 'POST',
    headers: { ...ACCEPT, origin: studio.url },
    body: new URLSearchParams({ password: PASSWORD }),
  })
  expect([refused.status, refused.headers.getSetCookie()]).toEqual([404, []])
})

test('a link unfurls with what its page shows, and a hidden prompt is nowhere in it', async ({
  studio,
  prompt,
}) => {
  const secret = prompt('Top secret "><script>alert(1)</script> [sandbox: instant]')
  const run = await makeRun(studio, { prompt: secret })
  const title = '"><img src=x onerror=alert(1)>\u202Etxt.exe'
  const made = await share(studio, { imageIds: idsOf(run), title, note: 'A note' })
  const response = await fetch(made.url, { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'content-encoding': 'gzip',
  })
  const text = await response.text()
  expect(text).toContain(
    '<meta property="og:title" content="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;txt.exe">',
  )
  expect(text).toContain('<meta property="og:description" content="A note">')
  expect(text).toContain(`<meta property="og:image" content="${made.url}/preview.jpg">`)
  expect(text).toContain('<meta name="robots" content="noindex">')
  expect(text).not.toContain('<img src=x')
  expect(text).not.toContain('secret')
  const image = await fetch(`${made.url}/preview.jpg`)
  expect(image.headers.get('content-type')).toBe('image/jpeg')
  expect(Number(image.headers.get('content-length'))).toBeLessThanOrEqual(300_000)
  const direct = await fetch(`${made.url}/i/1.png`)
  expect(direct.headers.get('content-disposition')).not.toContain('secret')
  expect(direct.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const [original] = await originals(studio, idsOf(run))
  expect(Buffer.from(await direct.arrayBuffer()).equals(original ?? Buffer.alloc(0))).toBe(true)
  const head = await fetch(`${made.url}/zip`, { method: 'HEAD' })
  const zip = await (await fetch(`${made.url}/zip`)).arrayBuffer()
  expect(head.headers.get('content-length')).toBe(String(zip.byteLength))

  await change(studio, made.share.id, { showPrompt: true, note: '' })
  const shown = await (await fetch(made.url)).text()
  expect(shown).toContain('og:description" content="Top secret &quot;&gt;&lt;script&gt;')
  expect(shown).not.toContain('<script>alert')
  const { items } = await asOwner<{ items: ShareDto[] }>(studio, 'GET', '/api/shares')
  const views = items.find(({ id }) => id === made.share.id)?.views
  expect(views, 'one look of a program, one of Node').toBe(1)
  await studio.fetch(new URL(made.url).pathname)
  const again = await asOwner<{ items: ShareDto[] }>(studio, 'GET', '/api/shares')
  expect(again.items.find(({ id }) => id === made.share.id)?.views, 'nor the maker’s own').toBe(views)
})

test('share passwords are guessed no faster for a restart, nor by another site’s page', async ({
  newStudio,
}) => {
  const studio = await newStudio()
  await studio.start()
  const run = await makeRun(studio, { prompt: 'Guessed at [sandbox: instant]' })
  const { url } = await share(studio, { imageIds: idsOf(run), password: PASSWORD })
  const guess = (password: string, headers: Record<string, string> = { origin: studio.url }) =>
    fetch(`${url}/unlock`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...ACCEPT, ...headers },
      body: new URLSearchParams({ password }),
    })
  expect((await guess(PASSWORD, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await guess(PASSWORD, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  for (let attempt = 0; attempt < 10; attempt++) {
    const forged = { origin: studio.url, 'x-forwarded-for': `203.0.113.${attempt}` }
    expect((await guess(`wrong ${attempt}`, forged)).status).toBe(403)
  }
  const stopped = await guess(PASSWORD)
  expect(stopped.status).toBe(429)
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(60)
  expect(await stopped.text()).toContain('Too many attempts')
  await studio.stop()
  await studio.start()
  expect((await guess(PASSWORD)).status).toBe(429)
})
