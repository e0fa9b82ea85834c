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
  /** Where one chooses whose pictures are shown. */
  readonly scopes: Locator

  private constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
    this.list = page.getByRole('list', { name: /, newest first$/ })
    this.pictures = this.list.getByRole('link')
    this.scopes = page.getByRole('navigation', { name: 'Whose pictures' })
  }

  static async open(page: Page, scope = ''): Promise<GalleryPage> {
    await page.goto(scope === '' ? '/gallery' : `/gallery?${scope}`)
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

  /** A colleague's. */
  pictureBy(prompt: string, maker: string): Locator {
    return this.picture(`${prompt}, by ${maker}`)
  }

  async openPicture(prompt: string, maker?: string): Promise<ViewerPage> {
    const picture = maker === undefined ? this.picture(prompt) : this.pictureBy(prompt, maker)
    await picture.first().click()
    return ViewerPage.on(this.page)
  }
}
