import { expect, type Locator, type Page } from 'playwright/test'

/** What can be done with the pictures that are chosen. */
export class SelectionBar {
  readonly page: Page
  readonly bar: Locator

  constructor(page: Page) {
    this.page = page
    this.bar = page.getByRole('region', { name: 'Chosen pictures' })
  }

  async expectChosen(count: number): Promise<void> {
    await expect(this.bar.getByText(`${count.toLocaleString('en')} chosen`)).toBeVisible()
  }

  button(name: string | RegExp): Locator {
    return this.bar.getByRole('button', { name })
  }

  /** Presses Undo in the notice that holds these words. */
  async undo(words: string): Promise<void> {
    const notice = this.page.getByRole('listitem').filter({ hasText: words })
    await notice.getByRole('button', { name: 'Undo' }).click()
  }
}
