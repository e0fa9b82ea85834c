import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright/test'

/** The dialogs about a picture's recipe, from the viewer or any list. */
export class RecipeDialogs {
  readonly page: Page
  readonly download: Locator
  readonly resize: Locator

  constructor(page: Page) {
    this.page = page
    this.download = page.getByRole('dialog', { name: /^(Download picture|下载图片)$/ })
    this.resize = page.getByRole('dialog', { name: /^(Make at another size|换个尺寸生成)$/ })
  }

  /** Downloads in the form that the open dialog stands at. */
  async save(): Promise<{ name: string; buffer: Buffer }> {
    const arrives = this.page.waitForEvent('download')
    await this.download.getByRole('button', { name: /^(Download|下载)$/ }).click()
    const file = await arrives
    return { name: file.suggestedFilename(), buffer: await readFile(await file.path()) }
  }
}
