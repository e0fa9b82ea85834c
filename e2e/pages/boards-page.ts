import { expect, type Locator, type Page } from 'playwright/test'
import { Shell } from './shell.ts'

/** All boards, as tiles. */
export class BoardsPage {
  readonly page: Page
  readonly shell: Shell
  /** There once it is known which boards there are, for who may make one. */
  readonly makeButton: Locator

  private constructor(page: Page) {
    this.page = page
    this.shell = new Shell(page)
    this.makeButton = page.getByRole('main').getByRole('button', { name: /^(New board|Make the first one)$/ })
  }

  static async open(page: Page): Promise<BoardsPage> {
    await page.goto('/boards')
    return BoardsPage.on(page)
  }

  static async on(page: Page): Promise<BoardsPage> {
    await expect(page.getByRole('heading', { name: /^(Boards|画板)$/, level: 1 })).toBeVisible()
    return new BoardsPage(page)
  }

  tile(name: string): Locator {
    return this.page.getByRole('main').getByRole('link', { name })
  }

  /** Makes a board and comes out on its page. */
  async make(name: string, access: 'Private' | 'Team sees' | 'Team edits' = 'Team sees'): Promise<BoardPage> {
    await this.makeButton.click()
    const dialog = this.page.getByRole('dialog', { name: 'New board' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('radio', { name: access }).click()
    await dialog.getByRole('button', { name: 'Create board' }).click()
    return BoardPage.on(this.page, name)
  }

  async openBoard(name: string): Promise<BoardPage> {
    await this.tile(name).click()
    return BoardPage.on(this.page, name)
  }
}

/** One board and its pictures. */
export class BoardPage {
  readonly page: Page
  readonly shell: Shell
  readonly pictures: Locator
  /** What is said of a move. */
  readonly said: Locator

  private constructor(page: Page, name: string) {
    this.page = page
    this.shell = new Shell(page)
    this.pictures = page.getByRole('list', { name: `Pictures on ${name}` }).getByRole('link')
    this.said = page.locator('[aria-live]')
  }

  static async open(page: Page, id: string, name: string): Promise<BoardPage> {
    await page.goto(`/boards/${id}`)
    return BoardPage.on(page, name)
  }

  static async on(page: Page, name: string): Promise<BoardPage> {
    await expect(page.getByRole('heading', { name, level: 1 })).toBeAttached()
    return new BoardPage(page, name)
  }

  get id(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? ''
  }

  picture(prompt: string): Locator {
    return this.pictures.and(this.page.getByRole('link', { name: prompt, exact: true }))
  }

  async expectOrder(prompts: readonly string[]): Promise<void> {
    await expect(async () => {
      const names = await this.pictures.evaluateAll((links) =>
        links.map((link) => link.getAttribute('aria-label')),
      )
      expect(names).toEqual(prompts)
    }).toPass({ timeout: 10_000 })
  }

  async sortBy(order: 'By hand' | 'Newest first'): Promise<void> {
    await this.page.getByRole('group', { name: 'Order of the pictures' }).getByText(order).click()
    await expect(this.page.getByRole('radio', { name: order })).toBeChecked()
  }

  /** Chooses in the menu of the board. */
  async does(what: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More about this board' }).click()
    await this.page.getByRole('menuitem', { name: what }).click()
  }
}
