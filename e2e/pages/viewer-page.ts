import { expect, type Locator, type Page } from 'playwright/test'

/** One picture over everything. */
export class ViewerPage {
  readonly page: Page
  readonly dialog: Locator
  /** Everything known of the picture. */
  readonly facts: Locator
  readonly zoom: Locator
  /** “2 of 4”. */
  readonly place: Locator

  private constructor(page: Page) {
    this.page = page
    this.dialog = page.locator('[aria-modal="true"]')
    this.facts = page.getByRole('complementary', { name: /^(Facts of the picture|图片信息)$/ })
    this.zoom = this.dialog.getByRole('button', { name: /^(Zoom|缩放)[,，]/ })
    this.place = this.dialog.getByText(/^[\d,]+ of [\d,]+$/)
  }

  static async on(page: Page): Promise<ViewerPage> {
    const viewer = new ViewerPage(page)
    await expect(viewer.dialog).toBeVisible()
    await expect(viewer.picture()).toBeVisible()
    return viewer
  }

  static async open(page: Page, imageId: string): Promise<ViewerPage> {
    await page.goto(`/images/${imageId}`)
    return ViewerPage.on(page)
  }

  /** The picture on show. */
  picture(): Locator {
    return this.dialog.getByRole('img').first()
  }

  /** The whole original, there once somebody looks closer than a thumbnail serves. */
  original(imageId: string): Locator {
    return this.dialog.locator(`img[src$="/api/images/${imageId}/file"]`)
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key)
  }

  /** A fact of the panel, by its name. */
  fact(name: string): Locator {
    return this.facts
      .locator('dl > div')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .locator('dd')
  }

  async expectPlace(place: number, count: number): Promise<void> {
    await expect(this.place).toHaveText(`${place.toLocaleString('en')} of ${count.toLocaleString('en')}`)
  }

  /** The zoom in per cent of real pixels. */
  async percent(): Promise<number> {
    const text = (await this.zoom.textContent()) ?? ''
    return Number.parseInt(text, 10)
  }
}
