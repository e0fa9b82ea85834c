import { expect, type Locator, type Page } from 'playwright/test'

type Expiry = '1 day' | '7 days' | '30 days' | 'A date' | 'Always'
type Option = 'Ask for a password' | 'Allow downloads' | 'Show prompt and settings' | 'Show my name'

/** The fields that a new link and an edited one have alike. */
class ShareFields {
  readonly dialog: Locator
  readonly password: Locator
  readonly day: Locator
  readonly title: Locator
  readonly note: Locator

  constructor(dialog: Locator) {
    this.dialog = dialog
    this.password = dialog.getByRole('textbox', { name: 'Password' })
    this.day = dialog.getByLabel('Last day')
    this.title = dialog.getByRole('textbox', { name: 'Title' })
    this.note = dialog.getByRole('textbox', { name: 'Note to the viewer' })
  }

  expiry(choice: Expiry): Locator {
    return this.dialog.getByRole('radio', { name: choice, exact: true })
  }

  option(name: Option): Locator {
    return this.dialog.getByRole('switch', { name })
  }
}

/** What is chosen of a new link. */
export class ShareDialog extends ShareFields {
  readonly page: Page
  readonly pictures: Locator
  readonly makeButton: Locator

  private constructor(page: Page) {
    super(page.getByRole('dialog', { name: 'Share by link' }))
    this.page = page
    this.pictures = this.dialog.locator('img')
    this.makeButton = this.dialog.getByRole('button', { name: 'Make link' })
  }

  static async on(page: Page): Promise<ShareDialog> {
    const dialog = new ShareDialog(page)
    await expect(dialog.makeButton).toBeVisible()
    return dialog
  }

  async make(): Promise<MadeLink> {
    await this.makeButton.click()
    return MadeLink.on(this.page)
  }
}

/** What is changed of a link. */
export class EditLink extends ShareFields {
  constructor(page: Page) {
    super(page.getByRole('dialog', { name: 'Edit link' }))
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(this.dialog).toBeHidden()
  }
}

/** A new address, to take along. */
export class MadeLink {
  readonly page: Page
  readonly dialog: Locator
  readonly address: Locator
  readonly password: Locator
  readonly direct: Locator
  readonly qr: Locator

  private constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: 'Link ready' })
    this.address = this.dialog.getByRole('textbox', { name: 'Address', exact: true })
    this.password = this.dialog.getByRole('textbox', { name: 'Password' })
    this.direct = this.dialog.getByRole('textbox', { name: /^Direct address/ })
    this.qr = this.dialog.getByRole('img', { name: 'QR code of the address' })
  }

  static async on(page: Page): Promise<MadeLink> {
    const made = new MadeLink(page)
    await expect(made.address).toHaveValue(/\/s\/[\w-]{22,}$/)
    return made
  }

  async done(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Done' }).click()
    await expect(this.dialog).toBeHidden()
  }
}
