import { expect, type Locator, type Page } from 'playwright/test'
import type { PictureFile } from './references.ts'
import { Shell } from './shell.ts'

/** A kit's own page. */
export class KitPage {
  readonly page: Page
  readonly references: Locator
  readonly standingText: Locator
  readonly versions: Locator

  private constructor(page: Page) {
    this.page = page
    this.references = page.getByRole('region', { name: 'References' })
    this.standingText = page.getByRole('textbox', { name: 'Standing text' })
    this.versions = page.getByRole('region', { name: 'Versions' }).getByRole('listitem')
  }

  static async on(page: Page, name: string): Promise<KitPage> {
    await expect(page.getByRole('heading', { name, level: 1 })).toBeAttached()
    return new KitPage(page)
  }

  static async open(page: Page, id: string, name: string): Promise<KitPage> {
    await page.goto(`/kits/${id}`)
    return KitPage.on(page, name)
  }

  /** Makes an empty kit from the list and comes out on its page. */
  static async make(page: Page, name: string): Promise<KitPage> {
    await page.goto('/kits')
    await page.getByRole('button', { name: /^(New kit|Make the first kit)$/ }).click()
    const dialog = page.getByRole('dialog', { name: 'New kit' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Make kit' }).click()
    return KitPage.on(page, name)
  }

  get id(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? ''
  }

  tile(place: number): Locator {
    return this.references.getByRole('button', { name: new RegExp(`^Reference ${place}: `) })
  }

  async add(...files: PictureFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.references.getByRole('button', { name: 'Add files' }).click()
    await (await chooser).setFiles(files)
  }

  async giveRole(place: number, role: string): Promise<void> {
    await this.references
      .getByRole('combobox', { name: `What reference ${place} is there for` })
      .selectOption({ label: role })
  }

  /** The names of the references, in order. */
  async expectOrder(...names: string[]): Promise<void> {
    for (const [place, name] of names.entries()) {
      await expect(this.tile(place + 1)).toHaveAccessibleName(`Reference ${place + 1}: ${name}`)
    }
    await expect(this.tile(names.length + 1)).toHaveCount(0)
  }

  async save(version: number): Promise<void> {
    await this.page.getByRole('button', { name: `Save as version ${version}` }).click()
    await expect(new Shell(this.page).notice(`Saved as version ${version}.`)).toBeVisible()
  }
}
