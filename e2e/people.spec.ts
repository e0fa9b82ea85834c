import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright/test'
import { startSmtpServer } from '#lib/mail/testing.ts'
import { expectClean } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { PeoplePage } from './pages/people-page.ts'
import { addColleague, invite } from './people.ts'

async function join(page: Page, link: string, who: { name: string; email?: string; password: string }) {
  await page.goto(link)
  await page.getByRole('textbox', { name: 'Your name' }).fill(who.name)
  if (who.email !== undefined) await page.getByRole('textbox', { name: 'E-mail address' }).fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Join' }).click()
}

/** Who the page is signed in as, as the server knows them; `null` for nobody. */
async function whoIs(page: Page): Promise<{ name: string; role: string } | null> {
  const response = await page.request.get('/api/me')
  return response.ok() ? response.json() : null
}

const expectStudio = (page: Page) => expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible()
const expectSignIn = (page: Page) => expect(page).toHaveURL(/\/sign-in/)

test('invited, promoted, demoted, suspended, given a new password, removed', async ({
  page,
  browser,
  studio,
  expectedProblems,
}) => {
  test.setTimeout(120_000)
  // What the other person's page is told while it is signed out.
  expectedProblems.push('401', '403')
  const name = `Ben ${randomUUID().slice(0, 8)}`
  const email = `${randomUUID()}@bunch.test`
  const password = 'seven quiet herons'
  const owner = await PeoplePage.open(page)
  const link = await owner.invite('Member')
  expect(link).toContain(`${studio.url}/invite/`)

  const elsewhere = await browser.newContext({ baseURL: studio.url })
  const ben = await elsewhere.newPage()
  await ben.goto(link)
  await expect(ben.getByText('You join as member')).toBeVisible()
  await join(ben, link, { name, email, password: 'password1234' })
  // Next has an alert of its own outside of the page, for the names of pages.
  await expect(ben.getByRole('main').getByRole('alert')).toContainText('everybody tries first')
  await join(ben, link, { name, email, password })
  await expectStudio(ben)
  expect(await whoIs(ben)).toMatchObject({ name, role: 'member' })

  // Used once.
  const again = await elsewhere.newPage()
  await again.goto(link)
  await expect(again.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible()
  await again.close()

  await page.reload()
  await owner.role(name).selectOption('Viewer')
  await expect(owner.shell.notice(`${name} is viewer from now on.`)).toBeVisible()
  expect(await whoIs(ben)).toMatchObject({ role: 'viewer' })
  const made = await ben.request.post('/api/generations', { data: {} })
  expect(made.status()).toBe(403)
  await ben.goto('/settings/people')
  await expect(ben.getByRole('heading', { name: 'This page is not here' })).toBeVisible()

  await owner.choose(name, 'Suspend')
  await expect(owner.person(name)).toContainText('Suspended')
  expect(await whoIs(ben)).toBeNull()
  // In a tab of its own: the open page may be on its way there by itself.
  const later = await elsewhere.newPage()
  await later.goto('/')
  await expectSignIn(later)
  await expectSignIn(ben)
  await later.close()

  await owner.choose(name, 'Restore')
  await expect(owner.person(name)).not.toContainText('Suspended')
  await owner.choose(name, 'Make a password link')
  const reset = await owner.takeLink(`A new password for ${name}`, 'Done')
  await ben.goto(reset)
  await ben.getByLabel('New password').fill('nine patient otters')
  await ben.getByRole('button', { name: 'Set the password' }).click()
  await expectStudio(ben)
  await ben.goto(reset)
  await expect(ben.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible()
  await expect(studio.signIn({ email, password })).rejects.toThrow(/401|400|403/)
  await studio.signIn({ email, password: 'nine patient otters' })

  await owner.choose(name, 'Remove…')
  const dialog = page.getByRole('dialog', { name: `Remove ${name}?` })
  await expect(dialog).toContainText('Pictures that the team sees stay')
  await dialog.getByRole('button', { name: `Remove ${name}` }).click()
  await expect(owner.person(name)).toHaveCount(0)
  expect(await whoIs(ben)).toBeNull()
  await elsewhere.close()
})

test('an invitation is revoked, and its link leads nowhere', async ({ page, browser, studio }) => {
  const owner = await PeoplePage.open(page)
  const email = `${randomUUID()}@bunch.test`
  const link = await owner.invite('Admin', email)
  await page.getByRole('button', { name: `Revoke the invitation for ${email}` }).click()
  await expect(owner.shell.notice('The invitation is revoked')).toBeVisible()
  await expect(page.getByRole('button', { name: `Revoke the invitation for ${email}` })).toHaveCount(0)
  const stranger = await browser.newContext({ baseURL: studio.url })
  const page2 = await stranger.newPage()
  await page2.goto(link)
  await expect(page2.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible()
  await stranger.close()
})

test('the only owner is asked before stepping down, and kept', async ({ page, expectedProblems }) => {
  expectedProblems.push('409')
  const owner = await PeoplePage.open(page)
  const me = page.getByRole('listitem').filter({ hasText: 'You' }).getByRole('combobox')
  await me.selectOption('Member')
  await page.getByRole('dialog').getByRole('button', { name: 'Give up the role' }).click()
  await expect(owner.shell.notice('This is the only owner')).toBeVisible()
  await expect(me).toHaveValue('owner')
})

test('a forgotten password comes by e-mail; every address gets the same answer', async ({
  browser,
  newStudio,
}) => {
  const smtp = await startSmtpServer()
  try {
    const server = await newStudio({
      SMTP_URL: smtp.url,
      BUNCH_MAIL_FROM: 'Bunch <bunch@studio.test>',
      BUNCH_URL: 'http://bunch.test',
    })
    await server.start()
    const { email, name } = await addColleague(server, 'member')
    const stranger = await browser.newContext({ baseURL: server.url })
    const page = await stranger.newPage()
    const ask = async (address: string) => {
      await page.goto('/sign-in')
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await page.getByRole('textbox', { name: 'E-mail address' }).fill(address)
      await page.getByRole('button', { name: 'Send me a link' }).click()
      return ((await page.getByRole('status').textContent()) ?? '').replace(address, '…')
    }
    expect(await ask(email)).toBe(await ask('nobody@bunch.test'))
    await expect.poll(() => smtp.received.length).toBe(1)
    const link = /http:\/\/bunch\.test(\/reset\/[\w-]+)/.exec(smtp.received[0]?.text ?? '')?.[1] ?? ''
    await page.goto(link)
    await expect(page.getByRole('heading', { name: `A new password for ${name}` })).toBeVisible()
    await page.getByLabel('New password').fill('nine patient otters')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await expectStudio(page)
    await stranger.close()
  } finally {
    await smtp.close()
  }
})

for (const [where, viewport, colorScheme] of [
  ['on a desk, light', { width: 1280, height: 800 }, 'light'],
  ['on a phone, dark', { width: 390, height: 844 }, 'dark'],
] as const) {
  test(`in Chinese, ${where}: axe finds nothing, and nothing is wider than the page`, async ({
    browser,
    studio,
  }) => {
    const name = `一个名字特别特别长的同事，长到手机上一行放不下 ${viewport.width}`
    await addColleague(studio, 'viewer', name)
    const token = await invite(studio, 'member', `${randomUUID()}@bunch.test`)
    const context = await browser.newContext({
      baseURL: studio.url,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      viewport,
      colorScheme,
    })
    const page = await context.newPage()
    const check = async (state: string) => {
      await expectClean(page, state)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect.soft(wide, `${state}: pixels beyond the page`).toBeLessThanOrEqual(0)
    }
    await page.goto(`/invite/${token}`)
    await expect(page.getByRole('button', { name: '加入' })).toBeVisible()
    await check('invitation')
    await page.goto('/invite/nothing')
    await expect(page.getByRole('heading', { name: '这个链接无效' })).toBeVisible()
    await check('a link that leads nowhere')

    await studio.enter(context)
    await page.goto('/settings/people')
    await expect(page.getByRole('heading', { level: 1, name: '成员' })).toBeVisible()
    await check('people')
    await page.getByRole('button', { name: `${name}的更多操作` }).click()
    await check('menu of a person')
    await page.getByRole('menuitem', { name: '移除…' }).click()
    await check('removal')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '邀请', exact: true }).click()
    await check('inviting')
    await page.getByRole('button', { name: '生成链接' }).click()
    await expect(page.getByRole('dialog', { name: '邀请已生成' })).toBeVisible()
    await check('an invitation')
    await context.close()
  })
}
