import type { Page } from 'playwright/test'
import { startProvider, type TestProvider } from '#lib/oidc/testing.ts'
import { expectClean } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { freePort } from './free-port.ts'
import { EntryPage, signInAtProvider } from './pages/entry-page.ts'
import { PeoplePage } from './pages/people-page.ts'
import type { Studio } from './studio.ts'

const SERVICE = 'Acme'
const CLIENT_SECRET = 'a-secret:/+&%='

/** A studio and the address of a provider that is not up yet. */
async function newPair(newStudio: (env: Record<string, string>) => Promise<Studio>) {
  const [port, providerPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const studio = await newStudio({
    PORT: String(port),
    BUNCH_URL: url,
    OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
    OIDC_CLIENT_ID: 'bunch',
    OIDC_CLIENT_SECRET: CLIENT_SECRET,
    OIDC_NAME: SERVICE,
    OIDC_ALLOWED_DOMAINS: 'acme.test',
  })
  const startUp = () =>
    startProvider({
      redirectUri: `${url}/api/oidc/callback`,
      port: providerPort,
      accounts: {
        mei: { email: 'mei@acme.test', email_verified: true, name: 'Mei Lin' },
        olive: { email: 'olive@home.test', name: 'Olive' },
      },
    })
  return { studio, startUp }
}

/** Who the page is signed in as, as the server knows them; `null` for nobody. */
async function whoIs(page: Page, studio: Studio): Promise<{ id: string; name: string } | null> {
  const response = await page.request.get(`${studio.url}/api/me`)
  return response.ok() ? response.json() : null
}

const expectStudio = (page: Page) => expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()

test('people come in through the provider, stay out when suspended, and link it to their account', async ({
  page,
  browser,
  newStudio,
}) => {
  test.setTimeout(120_000)
  const { studio, startUp } = await newPair(newStudio)
  const providers: TestProvider[] = []
  const elsewhere = await browser.newContext({ baseURL: studio.url })
  try {
    const mei = await elsewhere.newPage()
    await test.step('the provider is down when the studio starts, and is up later', async () => {
      await studio.start()
      const entry = await EntryPage.open(mei, '/sign-in?return=/gallery')
      await expectClean(mei, 'the sign-in page with the button')
      await entry.service(SERVICE).click()
      await expect(entry.problem).toContainText('cannot be reached at the moment')
      await expectClean(mei, 'the sign-in page with a problem')
      providers.push(await startUp())
      await entry.through(SERVICE, 'mei')
      await expect(mei).toHaveURL(`${studio.url}/gallery`)
    })
    const me = await whoIs(mei, studio)
    expect(me).toMatchObject({ name: 'Mei Lin', email: 'mei@acme.test', role: 'member' })

    await test.step('the second time it is the same person', async () => {
      // The gallery that is open would notice at once, and go to the sign-in page by itself.
      await mei.goto('about:blank')
      await elsewhere.clearCookies()
      const entry = await EntryPage.open(mei)
      await entry.through(SERVICE, 'mei')
      await expectStudio(mei)
      expect(await whoIs(mei, studio)).toEqual(me)
    })

    await test.step('a suspended person is signed out and refused', async () => {
      const people = await PeoplePage.open(page, studio)
      await people.choose('Mei Lin', 'Suspend')
      await expect(people.person('Mei Lin')).toContainText('Suspended')
      // The open page goes there by itself.
      await expect(mei).toHaveURL(/\/sign-in/)
      const entry = await EntryPage.open(mei)
      // The provider still knows this browser, and asks nothing.
      await entry.service(SERVICE).click()
      await expect(entry.problem).toContainText('Your account is suspended')
      expect(await whoIs(mei, studio)).toBeNull()
    })

    await test.step('who has an account links the provider to it, and comes in through it', async () => {
      const owner = await whoIs(page, studio)
      await elsewhere.clearCookies()
      const olive = await EntryPage.open(mei)
      await olive.through(SERVICE, 'olive')
      await expect(olive.problem).toContainText('does not confirm your e-mail address')

      await page.goto(`${studio.url}/settings/security`)
      await page.getByRole('button', { name: 'Link', exact: true }).click()
      await signInAtProvider(page, 'olive')
      await expect(page).toHaveURL(`${studio.url}/settings/security`)
      await expect(page.getByText(`You can sign in to this account with ${SERVICE}`)).toBeVisible()
      await expectClean(page, 'the settings with a linked sign-in service')

      await olive.service(SERVICE).click()
      await expectStudio(mei)
      expect(await whoIs(mei, studio)).toEqual(owner)

      await page.getByRole('button', { name: 'Unlink' }).click()
      await expect(page.getByRole('button', { name: 'Link', exact: true })).toBeVisible()
      expect(await whoIs(mei, studio)).toBeNull()
    })
    expect(studio.output).not.toContain(CLIENT_SECRET)
  } finally {
    await elsewhere.close()
    for (const provider of providers) await provider.close()
  }
})
