import { expect, type Locator, type Page } from 'playwright/test'

export interface PictureFile {
  name: string
  mimeType: string
  buffer: Buffer
}

/** The composer's row of references. */
export class References {
  readonly page: Page
  readonly list: Locator
  /** Tiles of references that are there, in the order the model sees. */
  readonly tiles: Locator
  /** Tiles that say why a picture could not become a reference. */
  readonly failures: Locator
  readonly dropInvitation: Locator
  readonly #frame: Locator

  constructor(page: Page, frame: Locator) {
    this.page = page
    this.#frame = frame
    this.list = frame.getByRole('list', { name: /^(References, in|参考图，按)/ })
    this.tiles = this.list.getByRole('button', { name: /^(Reference|参考图) \d+/ })
    this.failures = this.list.getByRole('alert')
    this.dropInvitation = page.getByText('Drop to use as a reference')
  }

  tile(name: string | RegExp): Locator {
    return this.tiles.filter({ visible: true }).and(this.page.getByRole('button', { name }))
  }

  async choose(...files: PictureFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.#frame.getByRole('button', { name: 'Add references' }).click()
    await (await chooser).setFiles(files)
  }

  /** Drags files over the page and lets them fall, as the desktop does. */
  async drop(...files: PictureFile[]): Promise<void> {
    const transfer = await this.#transfer(files)
    // As long as something is over the page it is told so; it hears that once its script is there.
    await expect(async () => {
      await this.page.locator('body').dispatchEvent('dragenter', { dataTransfer: transfer })
      await expect(this.dropInvitation).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 10_000 })
    await this.dropInvitation.dispatchEvent('dragover', { dataTransfer: transfer })
    await this.dropInvitation.dispatchEvent('drop', { dataTransfer: transfer })
    await expect(this.dropInvitation).toBeHidden()
  }

  /** Pastes a file, or a text, into the prompt, once the page's script is there to take it. */
  async paste(content: PictureFile | string): Promise<void> {
    const transfer = await this.#transfer(typeof content === 'string' ? [] : [content])
    if (typeof content === 'string') {
      await transfer.evaluate((data, text) => data.setData('text/plain', text), content)
    }
    const isTaken = () =>
      this.#frame.getByRole('textbox').evaluate((field, clipboardData) => {
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
        return !field.dispatchEvent(event)
      }, transfer)
    await expect.poll(isTaken).toBe(true)
  }

  async addAddress(address: string, use: 'Fetch now' | 'Keep as a link'): Promise<void> {
    await this.#frame.getByRole('button', { name: 'Add a reference by its address' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Add a reference by its address' })
    await dialog.getByRole('textbox', { name: 'Address of a picture' }).fill(address)
    await dialog.getByRole('radio', { name: new RegExp(`^${use}`) }).click()
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  }

  /** The names of the references, in the order the model sees. */
  async expectOrder(...names: string[]): Promise<void> {
    await expect(this.tiles).toHaveCount(names.length)
    for (const [index, name] of names.entries()) {
      await expect(this.tiles.nth(index)).toHaveAccessibleName(new RegExp(`^Reference ${index + 1}: ${name}`))
    }
    // Each has arrived: it shows its size, or that it is a link.
    for (const index of names.keys()) {
      await expect(this.tiles.nth(index)).toHaveAccessibleName(/(\d (byte|B|kB|MB)|Link)$/)
    }
  }

  #transfer(files: readonly PictureFile[]) {
    const sent = files.map(({ name, mimeType, buffer }) => ({
      name,
      mimeType,
      base64: buffer.toString('base64'),
    }))
    return this.page.evaluateHandle((list) => {
      const transfer = new DataTransfer()
      for (const { name, mimeType, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        transfer.items.add(new File([bytes], name, { type: mimeType }))
      }
      return transfer
    }, sent)
  }
}
