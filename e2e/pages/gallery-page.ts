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
  readonly filters: Locator
  /** Months beside the scrollbar. */
  readonly scrubber: Locator
  readonly rowHeight: Locator

  private constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
    this.list = page.getByRole('list', { name: /, newest first$/ })
    this.pictures = this.list.getByRole('link')
    this.filters = page.getByRole('group', { name: 'Filters' })
    this.scrubber = page.getByRole('slider', { name: 'Time' })
    this.rowHeight = page.getByRole('slider', { name: 'Row height' })
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

  /** The picture at the window's upper edge, and how far its row is from there. */
  topmost(): Promise<{ id: string; top: number }> {
    return this.list.evaluate((list) => {
      const tiles = [...list.querySelectorAll<HTMLElement>('[data-picture]')]
        .map((tile) => ({ id: tile.dataset.picture ?? '', box: tile.getBoundingClientRect() }))
        .filter(({ box }) => box.bottom > 0)
        .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left)
      const [first] = tiles
      return { id: first?.id ?? '', top: first?.box.top ?? 0 }
    })
  }

  /** Scrolls down to the middle of a row: of one that has nearly left nothing need be seen at another height. */
  async toMiddleOfRow(): Promise<void> {
    await this.list.evaluate((list) => {
      const middles = [...list.querySelectorAll('[data-picture]')]
        .map((tile) => tile.getBoundingClientRect())
        .map(({ top, height }) => top + height / 2)
      scrollBy({ top: Math.min(...middles.filter((middle) => middle > 16)), behavior: 'instant' })
    })
    await this.settled()
  }

  /** Waits until the shape of all pictures is known, of which there are some months: before, the page is not as high. */
  async whole(): Promise<void> {
    await expect(this.scrubber).toBeAttached()
  }

  /** Waits until every picture near the window is loaded. */
  async settled(): Promise<void> {
    await expect.poll(async () => (await this.topmost()).id).not.toBe('')
    await expect(this.list.locator('li[aria-hidden]')).toHaveCount(0)
  }

  /** The pictures of the row at the window's upper edge, once they are loaded. */
  async topRow(): Promise<string[]> {
    let ids: string[] = []
    await expect(async () => {
      ids = await this.#topRowNow()
      expect(ids).not.toEqual([])
    }).toPass({ timeout: 10_000 })
    return ids
  }

  #topRowNow(): Promise<string[]> {
    return this.list.evaluate((list) => {
      const tiles = [...list.querySelectorAll<HTMLElement>('[data-picture]')]
      const boxes = tiles.map((tile) => ({
        id: tile.dataset.picture ?? '',
        box: tile.getBoundingClientRect(),
      }))
      const seen = boxes.filter(({ box }) => box.bottom > 1)
      const top = Math.min(...seen.map(({ box }) => box.top))
      return seen.filter(({ box }) => box.top === top).map(({ id }) => id)
    })
  }

  /** Elements of the whole document. */
  nodes(): Promise<number> {
    return this.page.evaluate(() => document.getElementsByTagName('*').length)
  }

  picture(prompt: string): Locator {
    return this.list.getByRole('link', { name: prompt, exact: true })
  }

  /** A colleague's. */
  pictureBy(prompt: string, maker: string): Locator {
    return this.picture(`${prompt}, by ${maker}`)
  }

  /** Chooses pictures of a prompt by their places among them, as Ctrl or ⌘ and a click do. */
  async choose(prompt: string, ...places: number[]): Promise<void> {
    for (const place of places) {
      await this.picture(prompt)
        .nth(place)
        .click({ modifiers: ['ControlOrMeta'] })
    }
  }

  /** The same for all from one to another, as Shift and a click do. */
  async chooseRange(prompt: string, from: number, to: number): Promise<void> {
    await this.choose(prompt, from)
    await this.picture(prompt)
      .nth(to)
      .click({ modifiers: ['Shift'] })
  }

  async openPicture(prompt: string, maker?: string): Promise<ViewerPage> {
    const picture = maker === undefined ? this.picture(prompt) : this.pictureBy(prompt, maker)
    await picture.first().click()
    return ViewerPage.on(this.page)
  }
}
