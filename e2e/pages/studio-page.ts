import type { Locator, Page } from 'playwright/test'
import { expect } from '../fixtures.ts'
import { Composer } from './composer.ts'
import { GalleryPage } from './gallery-page.ts'
import { Run } from './run.ts'
import { Shell } from './shell.ts'

/** The studio: the composer, and below it the runs. */
export class StudioPage {
  readonly page: Page
  readonly composer: Composer
  readonly shell: Shell
  /** The runs, newest first. */
  readonly runs: Locator
  readonly examples: Locator

  private constructor(page: Page) {
    this.page = page
    this.composer = new Composer(page)
    this.shell = new Shell(page)
    this.runs = page.getByRole('region', { name: /^(Runs|生成记录)$/ }).getByRole('article')
    this.examples = page.getByRole('button', { name: /^Run this example/ })
  }

  /** Opens it, by its address or another one on the same page, and waits until it can be used. */
  static async open(page: Page, address = '/'): Promise<StudioPage> {
    await page.goto(address)
    return StudioPage.on(page)
  }

  /** The studio that this tab shows already. */
  static async on(page: Page): Promise<StudioPage> {
    const studio = new StudioPage(page)
    await expect(studio.composer.generateButton).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: /Loading the runs|正在载入/ })).toHaveCount(0)
    return studio
  }

  /** The run of a prompt. */
  run(prompt: string): Run {
    return new Run(this.page, this.runs.and(this.page.getByRole('article', { name: prompt, exact: true })))
  }

  async reload(): Promise<StudioPage> {
    await this.page.reload()
    return StudioPage.on(this.page)
  }

  async goToGallery(): Promise<GalleryPage> {
    await this.shell.goTo('Gallery')
    return GalleryPage.on(this.page)
  }
}
