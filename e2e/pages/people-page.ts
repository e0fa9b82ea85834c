import { expect, type Locator, type Page } from 'playwright/test'
import { Shell } from './shell.ts'

/** The page on which admins look after people and invitations. */
export class PeoplePage {
  readonly page: Page
  readonly shell: Shell
  readonly inviteButton: Locator

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
    this.inviteButton = page.getByRole('button', { name: 'Invite', exact: true })
  }

  /** @param studio where it is not the shared one */
  static async open(page: Page, studio = { url: '' }): Promise<PeoplePage> {
    await page.goto(`${studio.url}/settings/people`)
    await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
    return new PeoplePage(page)
  }

  person(name: string): Locator {
    return this.page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name })
  }

  role(name: string): Locator {
    return this.page.getByRole('combobox', { name: `Role of ${name}` })
  }

  /** Does what the person's menu offers. */
  async choose(name: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${name}` }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** The link that an open dialog shows once; closes it. */
  async takeLink(dialogName: string, close: string): Promise<string> {
    const dialog = this.page.getByRole('dialog', { name: dialogName })
    const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
    await dialog.getByRole('button', { name: close }).click()
    await expect(dialog).toBeHidden()
    return link
  }

  /** Makes an invitation and gives its link. */
  async invite(role: string, email = ''): Promise<string> {
    await this.inviteButton.click()
    const dialog = this.page.getByRole('dialog', { name: 'Invite somebody' })
    await dialog.getByRole('radio', { name: role }).check()
    await dialog.getByRole('textbox', { name: 'E-mail address' }).fill(email)
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    return this.takeLink('The invitation is ready', 'Close')
  }
}
