import { expect, type Locator, type Page } from 'playwright/test'
import { Shell } from './shell.ts'
import { ViewerPage } from './viewer-page.ts'

/** All pictures, newest first. */
export class GalleryPage {
  readonly page: Page
  readonly shell: Shell
  readonly list: Locator
  /** Those near the window. */
  readonly pictures: Locator

  private constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
    this.list = page.getByRole('list', { name: 'All pictures, newest first' })
    this.pictures = this.list.getByRole('link')
  }

  static async open(page: Page): Promise<GalleryPage> {
    await page.goto('/gallery')
    return GalleryPage.on(page)
  }

  static async on(page: Page): Promise<GalleryPage> {
    const gallery = new GalleryPage(page)
    await expect(page.getByRole('heading', { name: /^(Gallery|图库)$/ })).toBeAttached()
    return gallery
  }

  picture(prompt: string): Locator {
    return this.list.getByRole('link', { name: prompt, exact: true })
  }

  async openPicture(prompt: string): Promise<ViewerPage> {
    await this.picture(prompt).first().click()
    return ViewerPage.on(this.page)
  }
}
