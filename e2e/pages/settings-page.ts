import type { Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { Shell } from './shell.ts'

const PATHS = {
  profile: '/settings',
  security: '/settings/security',
  keys: '/settings/keys',
  audit: '/settings/audit',
} as const

/** The settings: what a person changes of themselves, and the log that admins read. */
export class SettingsPage {
  readonly page: Page
  readonly shell: Shell
  readonly heading: Locator
  readonly nav: Locator
  readonly name: Locator
  /** Whether new runs begin private. */
  readonly newPrivate: Locator
  readonly sessions: Locator
  readonly keys: Locator
  /** A key that was made a moment ago. */
  readonly newKey: Locator
  /** Lines of the log. */
  readonly entries: Locator

  constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
    const main = page.getByRole('main')
    this.heading = main.getByRole('heading', { level: 1 })
    this.nav = page.getByRole('navigation', { name: /^(Settings|设置)$/ })
    this.name = main.getByLabel('Your name')
    this.newPrivate = main.getByRole('switch', { name: 'Begin new runs private' })
    this.sessions = main.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
    this.keys = main.getByRole('list', { name: 'Your keys' }).getByRole('listitem')
    this.newKey = main.getByRole('textbox', { name: 'Key', exact: true })
    this.entries = main.locator('tbody').getByRole('row')
  }

  static async open(page: Page, part: keyof typeof PATHS = 'profile'): Promise<SettingsPage> {
    await page.goto(PATHS[part])
    const settings = new SettingsPage(page)
    await expect(settings.heading).toBeVisible()
    return settings
  }

  async rename(name: string): Promise<void> {
    await this.name.fill(name)
    await this.saveName()
  }

  async saveName(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save' }).click()
    await expect(this.shell.notice('Your name is saved')).toBeVisible()
  }

  async choosePicture(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.getByLabel('Picture file').setInputFiles(file)
  }

  /** A person's picture as it is drawn in the middle of the page. */
  picture(name: string): Locator {
    return this.page.getByRole('main').getByRole('img', { name })
  }

  /** Language, theme: one of a group, by its words. */
  choice(name: string): Locator {
    return this.page.getByRole('radio', { name, exact: true })
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.page.getByLabel('Present password').fill(current)
    await this.page.getByLabel('New password').fill(next)
    await this.page.getByRole('button', { name: 'Change password' }).click()
  }

  /** Makes a key and gives it, as it is shown once. */
  async makeKey(name: string): Promise<string> {
    await this.page.getByLabel('What it is for').fill(name)
    await this.page.getByRole('button', { name: 'Make a key' }).click()
    await expect(this.keys.filter({ hasText: name })).toBeVisible()
    return this.newKey.inputValue()
  }

  async revokeKey(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Revoke ${name}` }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  }

  async filterBy(action: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Action', exact: true }).selectOption({ label: action })
  }
}
