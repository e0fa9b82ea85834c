import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect, test } from './fixtures.ts'
import { SignInPage } from './pages/sign-in-page.ts'
import { StudioPage } from './pages/studio-page.ts'
import { makeRun } from './runs.ts'
import { OWNER, type Studio } from './studio.ts'

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([])
  }
}

const json = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

test('the first start lets nobody in but who has the link from the log, once; guesses are limited afterwards', async ({
  newStudio,
  context,
  page,
  expectedProblems,
}) => {
  test.setTimeout(180_000)
  // A weak password, and pages that are gone.
  expectedProblems.push('the server responded with a status of 4')
  await context.clearCookies()
  const studio = await newStudio({ BUNCH_OWNER_EMAIL: '', BUNCH_OWNER_PASSWORD: '' }, 'empty')
  const program = studio.launch()
  const [, path = ''] = await test.step('from the first request on', async () => {
    const early = () =>
      fetch(`${studio.url}/api/generations`).then(
        ({ status }) => status,
        () => 0,
      )
    await expect.poll(early, { intervals: [20], timeout: 30_000 }).toBe(503)
    return program.said(/Set up[\s\S]*?http:\/\/[^/\s]+(\/setup\?token=\S+)/)
  })
  const link = `${studio.url}${path}`

  await test.step('nothing else answers', async () => {
    for (const closed of ['/', '/gallery', '/sign-in', '/setup', '/setup?token=guess', '/s/x', '/images/x']) {
      const response = await fetch(`${studio.url}${closed}`)
      expect(response.status, closed).toBe(503)
      expect(await response.text(), closed).not.toContain('<')
    }
    for (const closed of ['/api/me', '/api/events', '/api/session', '/v1/models']) {
      const response = await fetch(`${studio.url}${closed}`, { headers: { authorization: 'Bearer x' } })
      expect([response.status, (await response.json()).error.code], closed).toEqual([503, 'not_set_up'])
    }
    expect((await fetch(`${studio.url}/api/readyz`)).status).toBe(200)
  })

  await test.step('the owner makes the account', async () => {
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'Set up your studio' })).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel('Your name').fill('Ada Lovelace')
    await page.getByLabel('E-mail').fill(OWNER.email)
    await page.getByLabel('Password', { exact: true }).fill('password123')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'everybody tries first' })).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
    await page.getByRole('button', { name: 'Make the account' }).click()
    const { shell } = await StudioPage.on(page)
    await expect((await shell.openPreferences()).getByText('Ada Lovelace')).toBeVisible()
  })

  await test.step('the setup page after set-up is gone', async () => {
    expect((await fetch(link)).status).toBe(404)
    const token = new URL(link).searchParams.get('token')
    const eve = { token, name: 'Eve', email: 'eve@evil.example', password: 'a long enough one' }
    expect((await fetch(`${studio.url}/api/setup`, json(eve))).status).toBe(404)
    expect((await fetch(`${studio.url}/api/setup`, json({ ...eve, token: 'guess' }))).status).toBe(404)
    await page.goto('about:blank')
    await studio.stop()
    await studio.start()
    expect(studio.running().output).not.toContain('/setup?token=')
    expect((await fetch(link)).status).toBe(404)
  })

  await test.step('brute force with a forged X-Forwarded-For is stopped, over a restart too', async () => {
    const guess = async (attempt: number, password = `a guess ${attempt}`) => {
      const { headers, ...rest } = json({ email: OWNER.email, password })
      const forged = {
        'x-forwarded-for': `198.51.100.${attempt}`,
        'x-bunch-client-address': `10.0.0.${attempt}`,
      }
      return (await fetch(`${studio.url}/api/session`, { ...rest, headers: { ...headers, ...forged } }))
        .status
    }
    for (let attempt = 0; attempt < 10; attempt++) expect(await guess(attempt)).toBe(401)
    expect(await guess(10)).toBe(429)
    await studio.stop()
    await studio.launch().said(/^Bunch is ready at /m)
    expect(await guess(11, OWNER.password)).toBe(429)
  })
})

test.describe('signed out', () => {
  test.beforeEach(({ context }) => context.clearCookies())

  test('a page leads to the sign-in page, which leads back to it', async ({ page, expectedProblems }) => {
    expectedProblems.push('the server responded with a status of 401')
    await page.goto('/gallery?person=x')
    const signIn = await SignInPage.on(page)
    await expect(page).toHaveURL('/sign-in?return=%2Fgallery%3Fperson%3Dx')
    await expectAccessible(page)
    await signIn.fill({ email: OWNER.email, password: 'not the password' })
    await expect(signIn.problem).toHaveText(
      'The e-mail address or the password is not right. Check both and try again.',
    )
    await signIn.fill(OWNER)
    await expect(page).toHaveURL('/gallery?person=x')
    await page.goto('/sign-in?return=/links')
    await expect(page).toHaveURL('/links')
  })

  test('open redirect and javascript: in return addresses lead home', async ({ page, studio }) => {
    for (const asked of [
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      'https://evil.example',
      '/.//evil.example',
      '/%09/evil.example',
    ]) {
      const { headers, body, method } = json({ ...OWNER, return: decodeURIComponent(asked) })
      const response = await fetch(`${studio.url}/api/session`, { method, headers, body })
      expect((await response.json()).to, asked).toBe('/')
    }
    await page.goto('/sign-in?return=%2F%2Fevil.example')
    await (await SignInPage.on(page)).enter(OWNER)
    await expect(page).toHaveURL('/')
    // Who is signed in already is sent on by the server.
    const sent = await studio.fetch('/sign-in?return=%2F%5Cevil.example', { redirect: 'manual' })
    expect([sent.status, sent.headers.get('location')]).toEqual([307, '/'])
  })

  test('x-middleware-subrequest, Next-Action, RSC and prefetch variants of every protected page show nothing', async ({
    studio,
    prompt,
  }) => {
    const secret = prompt('Nobody else may read this [sandbox: instant]')
    const run = await makeRun(studio, { prompt: secret })
    const routes: Record<string, string> = JSON.parse(
      readFileSync('.next/app-path-routes-manifest.json', 'utf8'),
    )
    const pages = Object.entries(routes)
      .filter(([file]) => file.startsWith('/(studio)/') && file.endsWith('/page'))
      .map(([, path]) =>
        path.replaceAll(/\[imageId\]/g, run.images[0]?.id ?? '').replaceAll(/\[\w+\]/g, run.id),
      )
    expect(pages.length).toBeGreaterThan(2)
    // It can be seen: by who made it.
    expect(await (await studio.fetch('/')).text()).toContain(secret.slice(0, 20))
    const tree = encodeURIComponent(JSON.stringify(['', { children: ['(studio)', {}] }, null, 'refetch']))
    for (const path of pages) {
      for (const headers of [
        {},
        { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
        { 'x-middleware-subrequest': 'src/middleware' },
        { 'next-action': 'a'.repeat(42) },
        { rsc: '1' },
        { rsc: '1', 'next-router-prefetch': '1' },
        { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
        { rsc: '1', 'next-router-state-tree': tree },
        { purpose: 'prefetch', 'x-nextjs-data': '1' },
      ] as Record<string, string>[]) {
        const what = `${path} ${JSON.stringify(headers)}`
        const first = await fetch(`${studio.url}${path}`, { headers, redirect: 'manual' })
        // Next sends a request for a page's parts on to an address that tells its kinds apart.
        const location = first.headers.get('location') ?? ''
        const onward = location.split('?')[0] === path
        const response = onward
          ? await fetch(`${studio.url}${location}`, { headers, redirect: 'manual' })
          : first
        const body = await response.text()
        expect(body.includes(secret.slice(0, 20)) || body.includes(OWNER.email), what).toBe(false)
        if (Object.keys(headers).some((name) => name.includes('prefetch'))) continue
        // A page's parts are told in their own form to go to the sign-in page.
        const to = response.status === 200 ? body : (response.headers.get('location') ?? '')
        expect(to, what).toMatch(response.status === 200 ? /NEXT_REDIRECT;replace;\/sign-in/ : /^\/sign-in/)
      }
    }
  })

  test('no cache may keep what one person is shown', async ({ studio, prompt }) => {
    const run = await makeRun(studio, { prompt: prompt('Mine [sandbox: instant]') })
    for (const path of [
      '/',
      '/gallery',
      '/sign-in',
      '/api/me',
      '/api/generations',
      `/api/generations/${run.id}`,
      '/api/library/items',
      '/api/people',
      '/api/queue',
      `/images/${run.images[0]?.id}`,
    ]) {
      for (const response of [
        await studio.fetch(path),
        await fetch(`${studio.url}${path}`, { redirect: 'manual' }),
      ]) {
        await response.arrayBuffer()
        expect(response.headers.get('cache-control'), path).toMatch(/\bno-store\b/)
      }
    }
    const file = await studio.fetch(`/api/images/${run.images[0]?.id}/file`)
    await file.arrayBuffer()
    expect(file.headers.get('cache-control')).toMatch(/^private,/)
  })

  test('a long address and large headers are refused', async ({ studio }) => {
    const { hostname, port } = new URL(studio.url)
    const statusOf = (path: string, headers = {}) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ hostname, port, path, headers, agent: false }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .on('error', reject)
          .end()
      })
    expect(await statusOf(`/sign-in?return=${'a'.repeat(8_000)}`)).toBe(200)
    expect(await statusOf(`/sign-in?return=${'a'.repeat(20_000)}`)).toBe(431)
    expect(await statusOf('/api/me', { cookie: 'a'.repeat(20_000) })).toBe(431)
  })
})

test('signing out ends the session everywhere it was used, and another tab is sent to sign in', async ({
  page,
  context,
  studio,
  expectedProblems,
}) => {
  // The event stream of the other tab ends, and is refused when it comes back.
  expectedProblems.push('the server responded with a status of 401', 'ERR_INCOMPLETE_CHUNKED_ENCODING')
  await context.clearCookies()
  await page.goto('/sign-in')
  const { shell } = await (await SignInPage.on(page)).enter(OWNER)
  const other = await context.newPage()
  await other.goto('/gallery')
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  await (await shell.openPreferences()).getByRole('menuitem', { name: 'Sign out' }).click()
  await SignInPage.on(page)
  expect((await fetch(`${studio.url}/api/me`, { headers: { cookie: cookies } })).status).toBe(401)
  expect((await fetch(`${studio.url}/api/events`, { headers: { cookie: cookies } })).status).toBe(401)
  await SignInPage.on(other)
  await expect(other).toHaveURL('/sign-in?return=%2Fgallery')
})

test('each is answered as who they are, one after the other and at the same time', async ({
  studio,
  newPerson,
}) => {
  const [member, viewer] = [await newPerson(), await newPerson({ role: 'viewer' })]
  const names = async (who: { fetch: Studio['fetch'] }) => (await (await who.fetch('/api/me')).json()).id
  const owner = await names(studio)
  const told = await Promise.all([studio, member, viewer, studio, member, viewer].map(names))
  expect(told).toEqual([owner, member.id, viewer.id, owner, member.id, viewer.id])
  const refused = await viewer.fetch('/api/generations', json({}))
  expect([refused.status, (await refused.json()).error.code]).toEqual([403, 'forbidden'])
  expect((await member.fetch('/api/admin/audit')).status).toBe(403)
})
