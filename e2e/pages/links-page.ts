import { expect, type Locator, type Page } from 'playwright/test'
import { EditLink, MadeLink } from './share-dialog.ts'

/** All one's links, or everybody's. */
export class LinksPage {
  readonly page: Page
  readonly list: Locator

  private constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('list', { name: 'Links' })
  }

  static async open(page: Page): Promise<LinksPage> {
    await page.goto('/links')
    return LinksPage.on(page)
  }

  static async on(page: Page): Promise<LinksPage> {
    await expect(page.getByRole('heading', { name: 'Links', level: 1 })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Loading the links' })).toHaveCount(0)
    return new LinksPage(page)
  }

  link(name: string): Locator {
    return this.list
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name, exact: true }) })
  }

  async show(choice: string): Promise<void> {
    await this.page.getByRole('main').getByRole('radio', { name: choice, exact: true }).click()
  }

  async #act(name: string, action: string): Promise<void> {
    await this.link(name)
      .getByRole('button', { name: /^Actions for/ })
      .click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }

  async edit(name: string): Promise<EditLink> {
    await this.#act(name, 'Edit')
    return new EditLink(this.page)
  }

  async rotate(name: string): Promise<MadeLink> {
    await this.#act(name, 'New address')
    const question = this.page.getByRole('dialog', { name: `Give “${name}” a new address?` })
    await question.getByRole('button', { name: 'New address' }).click()
    return MadeLink.on(this.page)
  }

  async revoke(name: string): Promise<void> {
    await this.#act(name, 'Revoke')
    const question = this.page.getByRole('dialog', { name: `Revoke “${name}”?` })
    await question.getByRole('button', { name: 'Revoke' }).click()
    await expect(question).toBeHidden()
  }
}
