import { expect, type Locator, type Page } from 'playwright/test'
import type { PictureFile } from './references.ts'

/** The gallery's header: the search field, its suggestions, the filters. In English. */
export class SearchHeader {
  readonly page: Page
  readonly root: Locator
  readonly field: Locator
  readonly suggestions: Locator

  private constructor(page: Page) {
    this.page = page
    this.root = page.getByRole('search', { name: 'Search the gallery' })
    this.field = this.root.getByRole('combobox', { name: 'Search pictures' })
    this.suggestions = this.root.getByRole('listbox', { name: 'Suggestions' })
  }

  static async open(page: Page, query = ''): Promise<SearchHeader> {
    await page.goto(query === '' ? '/gallery' : `/gallery?${query}`)
    return SearchHeader.on(page)
  }

  static async on(page: Page): Promise<SearchHeader> {
    const header = new SearchHeader(page)
    await expect(header.field).toBeVisible()
    return header
  }

  /** The address's query, once it is this one. */
  async expectQuery(query: string): Promise<void> {
    await expect
      .poll(() => {
        const { pathname, search } = new URL(this.page.url())
        return pathname + decodeURIComponent(search.replaceAll('+', ' '))
      })
      .toBe(query === '' ? '/gallery' : `/gallery?${query}`)
  }

  /** Waits until the header says how many pictures there are. */
  async expectCount(count: number): Promise<void> {
    const words =
      count === 0 ? 'No pictures' : `${count.toLocaleString('en')} picture${count === 1 ? '' : 's'}`
    await expect(this.root.getByText(words, { exact: true })).toBeVisible()
  }

  /** The chip of a filter, whether it is in force or not. */
  chip(filter: string): Locator {
    return this.root.getByRole('button', { name: new RegExp(`^${filter}(:|$)`) })
  }

  /** Opens a filter. Its values, each with its count. */
  async openFilter(filter: string): Promise<Locator> {
    await this.chip(filter).click()
    const panel = this.page.getByRole('dialog', { name: filter, exact: true })
    await expect(panel).toBeVisible()
    return panel
  }

  /** The values on screen and how many pictures each says that it leaves. */
  async counts(panel: Locator): Promise<{ name: string; count: number }[]> {
    await expect(panel.getByRole('checkbox').first()).toBeVisible()
    const rows = await panel.locator('label').allInnerTexts()
    return rows.map((row) => {
      const [name = '', count = ''] = row.split('\n')
      return { name, count: Number(count.replaceAll(',', '')) }
    })
  }

  /** Drops a file anywhere on the gallery, as the desktop does. */
  async drop({ name, mimeType, buffer }: PictureFile): Promise<void> {
    const sent = { name, mimeType, base64: buffer.toString('base64') }
    const dataTransfer = await this.page.evaluateHandle(({ name, mimeType, base64 }) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([bytes], name, { type: mimeType }))
      return transfer
    }, sent)
    const invitation = this.page.getByText('Find this picture')
    // As long as something is over the page it is told so; it hears that once its script is there.
    await expect(async () => {
      await this.page.locator('body').dispatchEvent('dragenter', { dataTransfer })
      await expect(invitation).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 10_000 })
    await this.page.locator('body').dispatchEvent('drop', { dataTransfer })
    await expect(invitation).toBeHidden()
  }

  letGo(filter: string): Locator {
    return this.root.getByRole('button', { name: `Remove the filter ${filter}`, exact: true })
  }
}
