import { expect, type Locator, type Page } from 'playwright/test'
import { StudioPage } from './studio-page.ts'

/** The page on which people come in. */
export class SignInPage {
  readonly page: Page
  readonly email: Locator
  readonly password: Locator
  readonly button: Locator
  readonly problem: Locator

  private constructor(page: Page) {
    this.page = page
    this.email = page.getByRole('textbox', { name: /^(E-mail|邮箱)$/ })
    this.password = page.getByLabel(/^(Password|密码)$/)
    this.button = page.getByRole('button', { name: /^(Sign in|登录)$/ })
    this.problem = page.getByRole('alert').filter({ hasText: /./ })
  }

  /** Where a page of the studio sends whoever is signed out. */
  static async on(page: Page): Promise<SignInPage> {
    const signIn = new SignInPage(page)
    await expect(page.getByRole('heading', { name: /^(Sign in|登录)$/ })).toBeVisible()
    return signIn
  }

  async fill({ email, password }: { email: string; password: string }): Promise<void> {
    await this.email.fill(email)
    await this.password.fill(password)
    await this.button.click()
  }

  /** Signs in; the studio opens. */
  async enter(person: { email: string; password: string }): Promise<StudioPage> {
    await this.fill(person)
    return StudioPage.on(this.page)
  }
}
