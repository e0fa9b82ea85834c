import { expect, type Locator, type Page } from 'playwright/test'

/** What every page has around it: areas, queue, preferences, notices. */
export class Shell {
  readonly page: Page
  /** Says that the queue stopped, why, and how to go on. */
  readonly queueBanner: Locator
  readonly resumeButton: Locator
  readonly sandboxNotice: Locator

  constructor(page: Page) {
    this.page = page
    this.queueBanner = page
      .getByRole('alert')
      .filter({ has: page.getByRole('button', { name: /^(Resume|恢复队列)$/ }) })
    this.resumeButton = this.queueBanner.getByRole('button')
    this.sandboxNotice = page.getByRole('complementary', { name: /^(Sandbox|沙盒)$/ })
  }

  /** A notice at the bottom of the page, by its words. */
  notice(words: string | RegExp): Locator {
    return this.page.getByRole('listitem').filter({ hasText: words }).and(this.page.locator('[popover] li'))
  }

  async undo(words: string | RegExp): Promise<void> {
    await this.notice(words)
      .getByRole('button', { name: /^(Undo|撤销)$/ })
      .click()
  }

  async goTo(area: 'Studio' | 'Gallery'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: area }).click()
  }

  async openPreferences(): Promise<Locator> {
    await this.page.getByRole('button', { name: /^(Account of|.*的账号$)/ }).click()
    const menu = this.page.getByRole('menu', { name: /^(Account|账号)$/ })
    // Its items are fetched when they are first wanted.
    await expect(menu.getByRole('menuitem').first()).toBeVisible()
    return menu
  }

  /** Chooses a theme or a language by its name in the menu. */
  async prefer(name: string): Promise<void> {
    const menu = await this.openPreferences()
    await menu.getByRole('menuitemradio', { name, exact: true }).click()
  }
}
