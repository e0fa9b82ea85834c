import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import OpenAI from 'openai'
import type { Page } from 'playwright/test'
import sharp from 'sharp'
import { EventStream } from './event-stream.ts'
import { expect, test } from './fixtures.ts'
import { openWithoutCode } from './hold.ts'
import { PeoplePage } from './pages/people-page.ts'
import { SettingsPage } from './pages/settings-page.ts'
import { OWNER, type Studio } from './studio.ts'

async function photo() {
  const buffer = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#2a6' } })
    .withExif({ IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
  return { name: 'me.jpg', mimeType: 'image/jpeg', buffer }
}

async function expectClean(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
  expect.soft(found, state).toEqual([])
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel(/^(E-mail|邮箱)$/).fill(OWNER.email)
  await page.getByLabel(/^(Password|密码)$/).fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** A request as the owner's browser would send it. */
const send = (studio: Studio, method: string, path: string, json: unknown) =>
  studio.fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  })

test('who one is goes along to the next browser, and a new password signs that one out', async ({
  browser,
  newStudio,
}) => {
  test.setTimeout(120_000)
  const studio = await newStudio()
  await studio.start()
  const desk = await browser.newContext({ baseURL: studio.url, locale: 'en-US' })
  const phone = await browser.newContext({ baseURL: studio.url, locale: 'en-US' })
  await studio.enter(desk)
  const settings = await SettingsPage.open(await desk.newPage())
  const { page } = settings

  await test.step('name and picture', async () => {
    await settings.rename('Mei <b>Lin</b>')
    await settings.choosePicture(await photo())
    await expect(settings.picture('Mei <b>Lin</b>')).toHaveJSProperty('naturalWidth', 256)
    // The frame shows it too, without a reload.
    await expect(page.getByRole('banner').locator('img').first()).toBeVisible()
    const address = (await settings.picture('Mei <b>Lin</b>').getAttribute('src')) ?? ''
    const served = await studio.fetch(address)
    expect(served.headers.get('content-type')).toBe('image/webp')
    expect(served.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
    expect(served.headers.get('content-security-policy')).toContain('sandbox')
    expect((await sharp(await served.arrayBuffer()).metadata()).exif).toBeUndefined()
    const old = await studio.fetch(address.replace(/v=.*/, 'v=other'))
    expect(old.headers.get('cache-control')).toBe('private, no-cache')
    expect((await fetch(studio.url + address)).status).toBe(401)
    await settings.choosePicture({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') })
    await expect(settings.shell.notice('cannot be read as a picture')).toBeVisible()
  })

  await test.step('mass assignment of role', async () => {
    for (const more of [{ role: 'viewer' }, { email: 'other@example.org' }, { id: crypto.randomUUID() }]) {
      expect((await send(studio, 'PATCH', '/api/me', { name: 'Eve', ...more })).status).toBe(400)
    }
    expect(await (await studio.fetch('/api/me')).json()).toMatchObject({
      name: 'Mei <b>Lin</b>',
      role: 'owner',
      email: OWNER.email,
    })
  })

  await test.step('language and theme are drawn at once, here and in a second browser', async () => {
    const root = page.locator('html')
    await settings.choice('Dark').click()
    await expect(root).toHaveAttribute('data-theme', 'dark')
    await settings.choice('简体中文').click()
    await expect(root).toHaveAttribute('lang', 'zh-CN')
    await expect(settings.heading).toHaveText('个人资料')

    const second = await phone.newPage()
    await signIn(second, OWNER.password)
    await expect(second.locator('html')).toHaveAttribute('lang', 'zh-CN')
    await expect(second.locator('html')).toHaveAttribute('data-theme', 'dark')
    await settings.choice('English').click()
    await expect(settings.heading).toHaveText('Profile')
  })

  await test.step('sessions that outlive a password change', async () => {
    await SettingsPage.open(page, 'security')
    await expect(settings.sessions).toHaveCount(2)
    await expect(settings.sessions.first()).toContainText('This browser')
    await expect(settings.sessions.last()).toContainText('Chrome on')
    const held = (await phone.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const stream = await EventStream.open({ url: studio.url, cookie: async () => held })

    await settings.changePassword('not the present one', 'seven quiet dunes at noon')
    await expect(page.getByRole('main').getByRole('alert')).toContainText('not your present password')
    expect(stream.ended).toBe('open')
    await settings.changePassword(OWNER.password, 'seven quiet dunes at noon')
    await expect(settings.shell.notice('Your password is changed')).toBeVisible()
    await expect(settings.sessions).toHaveCount(1)
    await expect.poll(() => stream.ended).toBe('end')
    expect((await fetch(`${studio.url}/api/me`, { headers: { cookie: held } })).status).toBe(401)
    // In a tab of its own: the open one is on its way there by itself.
    const later = await phone.newPage()
    await later.goto('/gallery')
    await expect(later).toHaveURL(/\/sign-in\?return=/)
    await later.close()
    // The browser that changed it goes on.
    await page.goto('/gallery')
    await expect(page).toHaveURL(/\/gallery$/)
  })

  await test.step('signing out one browser, and everywhere', async () => {
    const second = await phone.newPage()
    await signIn(second, 'seven quiet dunes at noon')
    await SettingsPage.open(page, 'security')
    await settings.sessions
      .last()
      .getByRole('button', { name: /^Sign out/ })
      .click()
    await expect(settings.sessions).toHaveCount(1)
    // The open page goes there by itself.
    await expect(second).toHaveURL(/\/sign-in/)
    await second.goto('/gallery')
    await expect(second).toHaveURL(/\/sign-in/)
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(page).toHaveURL(/\/sign-in/)
    await page.goto('/gallery')
    await expect(page).toHaveURL(/\/sign-in/)
  })
  await Promise.all([desk.close(), phone.close()])
})

test('what is written, switched or chosen before the page has its script is saved', async ({
  newPerson,
  signedInAs,
}) => {
  const [lin, ada] = [await newPerson(), await newPerson({ role: 'admin' })]
  const page = await signedInAs(ada)
  const settings = new SettingsPage(page)
  const own = await openWithoutCode(page, '/settings')
  const name = `Ada ${crypto.randomUUID().slice(0, 8)}`
  await settings.name.fill(name)
  await settings.newPrivate.check()
  own.release()
  await expect.poll(async () => (await (await ada.fetch('/api/me')).json()).newPrivate).toBe(true)
  await expect(settings.name).toHaveValue(name)
  await settings.saveName()
  expect(await (await ada.fetch('/api/me')).json()).toMatchObject({ name, newPrivate: true })

  const people = await openWithoutCode(page, '/settings/people')
  const list = new PeoplePage(page)
  await list.role(lin.name).selectOption('Viewer')
  people.release()
  await expect(list.shell.notice(`${lin.name} is viewer from now on.`)).toBeVisible()
  expect(await (await lin.fetch('/api/me')).json()).toMatchObject({ role: 'viewer' })
})

test('a personal key works with the openai SDK on /v1, on no other route, and until it is revoked', async ({
  page,
  studio,
  prompt,
}) => {
  const name = '=1+1 <b>script</b>'
  const settings = await SettingsPage.open(page, 'keys')
  const apiKey = await settings.makeKey(name)
  expect(apiKey).toMatch(/^bunch_[\w-]{43}$/)
  const client = new OpenAI({ apiKey, baseURL: `${studio.url}/v1`, maxRetries: 0 })
  const words = prompt('A banana by key [sandbox: instant]')
  const { data } = await client.images.generate({ model: 'nano-banana-2', prompt: words, size: '1024x1024' })
  expect(data).toHaveLength(1)

  await test.step('API key used on a route outside its scope', async () => {
    const headers = { authorization: `Bearer ${apiKey}`, origin: studio.url }
    for (const path of [
      'me',
      'me/keys',
      'generations',
      'library',
      'trash',
      'kits',
      'events',
      'admin/audit',
      'people',
    ]) {
      expect((await fetch(`${studio.url}/api/${path}`, { headers })).status, path).toBe(401)
    }
    const made = await fetch(`${studio.url}/api/me/keys`, {
      method: 'POST',
      headers,
      body: '{"name":"more"}',
    })
    expect(made.status).toBe(401)
    expect((await fetch(`${studio.url}/gallery`, { headers, redirect: 'manual' })).status).toBe(307)
  })

  await page.reload()
  await expect(settings.newKey).toBeHidden()
  await expect(settings.keys.filter({ hasText: name })).toContainText('Last used')
  await settings.revokeKey(name)
  await expect(settings.keys.filter({ hasText: name })).toBeHidden()
  await expect(client.models.list()).rejects.toThrow(OpenAI.AuthenticationError)
})

test('the log tells what happened, is filtered by its address, and exports without formulas', async ({
  page,
  studio,
}) => {
  const name = `=HYPERLINK("http://x.example") ${crypto.randomUUID().slice(0, 8)}`
  const made = await send(studio, 'POST', '/api/me/keys', { name })
  const { id } = await made.json()
  await studio.fetch(`/api/me/keys/${id}`, { method: 'DELETE' })

  const settings = await SettingsPage.open(page, 'audit')
  await expect(settings.entries.filter({ hasText: name })).toHaveCount(2)
  await settings.filterBy('Made an API key')
  await expect(page).toHaveURL(/action=key\.made/)
  await expect(settings.entries.filter({ hasText: name })).toHaveCount(1)
  await page.reload()
  await expect(settings.entries.filter({ hasText: name })).toContainText('127.0.0.1')
  await expect(settings.entries.filter({ hasText: 'Revoked' })).toHaveCount(0)

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^bunch-audit-\d{4}-\d\d-\d\d\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  expect(text.startsWith('\ufeff"time (UTC)"')).toBe(true)
  expect(text).toContain(`"'=HYPERLINK(""http://x.example"")`)
  expect(text).not.toContain('key.revoked')
})

for (const { name, locale, colorScheme, width } of [
  { name: 'on a desk, light', locale: 'en-US', colorScheme: 'light', width: 1280 },
  { name: 'on a phone, dark, in Chinese', locale: 'zh-CN', colorScheme: 'dark', width: 390 },
] as const) {
  test(`axe finds nothing and everything fits ${name}`, async ({ browser, studio }) => {
    const context = await browser.newContext({
      baseURL: studio.url,
      locale,
      colorScheme,
      viewport: { width, height: 844 },
      reducedMotion: 'reduce',
    })
    await studio.enter(context)
    const page = await context.newPage()
    for (const part of ['profile', 'security', 'keys', 'audit'] as const) {
      const settings = await SettingsPage.open(page, part)
      if (part === 'audit') await expect(settings.entries.first()).toBeVisible()
      await expectClean(page, part)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, part).toBeLessThanOrEqual(0)
    }
    await context.close()
  })
}
