import { expect, type Locator, type Page } from 'playwright/test'
import { ViewerPage } from './viewer-page.ts'

/** One run of the feed: its pictures, whatever became of them, and what was asked. */
export class Run {
  readonly page: Page
  readonly whole: Locator
  /** Finished pictures. */
  readonly pictures: Locator
  readonly references: Locator
  readonly settings: Locator

  constructor(page: Page, whole: Locator) {
    this.page = page
    this.whole = whole
    this.pictures = whole.getByRole('link', { name: /^(Open picture|打开第)/ })
    this.references = whole.getByRole('list', { name: 'References' }).getByRole('listitem')
    this.settings = whole.getByRole('list', { name: 'Settings' }).getByRole('listitem')
  }

  /** Waits for the pictures. The sandbox draws them on this very machine, so they may take their time. */
  async expectPictures(count: number, timeout = 40_000): Promise<void> {
    await expect(this.pictures).toHaveCount(count, { timeout })
  }

  /** Words on the run's tiles. */
  says(words: string | RegExp): Locator {
    return this.whole.getByText(words)
  }

  button(name: string | RegExp): Locator {
    return this.whole.getByRole('button', { name, exact: true })
  }

  async open(place = 1): Promise<ViewerPage> {
    await this.pictures.nth(place - 1).click()
    return ViewerPage.on(this.page)
  }

  /** Does something with a finished picture, by its name in the picture's menu. */
  async act(action: string, place = 1): Promise<void> {
    await this.pictures.nth(place - 1).hover()
    await this.whole
      .getByRole('button', { name: 'More actions' })
      .nth(place - 1)
      .click()
    await this.page
      .getByRole('menu', { name: 'More actions' })
      .getByRole('menuitem', { name: action })
      .click()
  }

  /** Opens what a failed picture has to say. */
  async openDetails(): Promise<Locator> {
    await this.whole.getByRole('button', { name: /^(What happened|发生了什么)$/ }).click()
    return this.page.getByRole('dialog', { name: /^(What happened|发生了什么)$/ })
  }
}
