import { expect, type Locator, type Page } from 'playwright/test'

/** The page on which people sign in, and the page of the sign-in service behind its button. */
export class EntryPage {
  readonly page: Page
  /** Why one is not in. */
  readonly problem: Locator

  private constructor(page: Page) {
    this.page = page
    this.problem = page.getByRole('main').getByRole('alert')
  }

  static async open(page: Page, address = '/sign-in'): Promise<EntryPage> {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1, name: /^(Sign in|登录)$/ })).toBeVisible()
    return new EntryPage(page)
  }

  /** The way to the sign-in service of this name. */
  service(name: string): Locator {
    return this.page.getByRole('link', { name: `Sign in with ${name}` })
  }

  /** Goes through the sign-in service as whoever has this login there. */
  async through(name: string, login: string): Promise<void> {
    await this.service(name).click()
    await signInAtProvider(this.page, login)
  }
}

/** On the provider's own page. */
export async function signInAtProvider(page: Page, login: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Sign in at the provider' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Login' }).fill(login)
  await page.getByRole('button', { name: 'Continue' }).click()
}
