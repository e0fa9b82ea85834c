import { expect, type Locator, type Page } from 'playwright/test'

/** What a stranger with a link sees. */
export class SharePage {
  readonly page: Page
  readonly pictures: Locator
  readonly viewer: Locator
  readonly heading: Locator
  /** What the page did wrong; answers that refuse are no fault of it. */
  readonly problems: string[] = []

  private constructor(page: Page) {
    this.page = page
    this.pictures = page.locator('main img')
    this.viewer = page.getByRole('dialog')
    this.heading = page.getByRole('heading', { level: 1 })
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      const refused = /status of (403|404|429)/.test(message.text())
      if (['error', 'warning'].includes(message.type()) && !refused) this.problems.push(message.text())
    })
  }

  static async open(page: Page, url: string): Promise<SharePage> {
    const shared = new SharePage(page)
    await page.goto(url)
    return shared
  }

  async enter(password: string): Promise<void> {
    await this.page.getByLabel(/Password|密码/).fill(password)
    await this.page.getByRole('button', { name: /Open|打开/ }).click()
  }

  /** All pictures are there, in their own shapes, and nothing reaches over the page's edge. */
  async expectPictures(count: number): Promise<void> {
    await expect(this.pictures).toHaveCount(count)
    for (const picture of await this.pictures.all()) {
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
        .toBe(true)
      const drawn = await picture.evaluate((image: HTMLImageElement) => {
        const { width, height } = image.getBoundingClientRect()
        return width / height / (image.naturalWidth / image.naturalHeight)
      })
      expect(drawn).toBeCloseTo(1, 1)
    }
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over).toBeLessThanOrEqual(0)
  }

  async openPicture(n: number): Promise<void> {
    // Before its script is there, a picture leads to a page of its own.
    await this.page.waitForLoadState()
    await this.pictures.nth(n - 1).click()
    await expect(this.viewer).toBeVisible()
  }
}
