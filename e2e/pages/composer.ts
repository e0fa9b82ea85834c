import { expect, type Locator, type Page } from 'playwright/test'
import { References } from './references.ts'

type Setting = 'Model' | 'Aspect ratio' | 'Size' | 'Number of pictures' | 'Temperature'

/** The form of a run: prompt, references, settings, price. */
export class Composer {
  readonly page: Page
  readonly frame: Locator
  readonly promptField: Locator
  readonly generateButton: Locator
  readonly price: Locator
  /** Pressed while only the maker will see the run. */
  readonly private: Locator
  readonly promptsButton: Locator
  readonly references: References

  constructor(page: Page) {
    this.page = page
    this.frame = page.getByRole('region', { name: /^(Composer|创作区)$/ })
    this.promptField = this.frame.getByRole('textbox', { name: /^(Prompt|提示词)$/ })
    this.generateButton = this.frame.getByRole('button', { name: /^(Generate|生成)$/ })
    this.private = this.frame.getByRole('button', { name: 'Private', exact: true })
    this.price = this.frame.locator('output').first()
    this.promptsButton = this.frame.getByRole('button', { name: 'Prompts', exact: true })
    this.references = new References(page, this.frame)
  }

  async write(prompt: string): Promise<void> {
    await this.promptField.fill(prompt)
  }

  /** Presses Generate, as a person does who sees that the references are there. */
  async generate(): Promise<void> {
    await expect(this.references.list.locator('[aria-busy="true"]')).toHaveCount(0)
    await this.generateButton.click()
  }

  /** The chip that shows a setting; its name ends with the value. */
  setting(name: Setting): Locator {
    return this.frame.getByRole('button', { name: new RegExp(`^${name}: `) })
  }

  /** Opens a setting's choices. */
  async openSetting(name: Setting): Promise<Locator> {
    await this.setting(name).click()
    const choices = this.page.getByRole('dialog', { name, exact: true })
    // They are fetched when they are first wanted.
    await expect(choices.locator('button, input').first()).toBeVisible()
    return choices
  }

  /** Chooses a setting's value by the beginning of its name. */
  async choose(name: Setting, value: string): Promise<void> {
    const choices = await this.openSetting(name)
    await choices.getByRole('radio', { name: new RegExp(`^${value}(?![\\w:])`) }).click()
    await expect(choices).toBeHidden()
  }

  /** What a setting offers, in order. */
  async offered(name: Setting): Promise<string[]> {
    const choices = await this.openSetting(name)
    const names = await choices
      .getByRole('radio')
      .evaluateAll((all) =>
        all.map((radio) => (radio.getAttribute('aria-label') ?? radio.textContent ?? '').trim()),
      )
    await this.page.keyboard.press('Escape')
    await expect(choices).toBeHidden()
    return names
  }

  /** Says what stands in the way, or what a change of model changed. */
  note(words: string | RegExp): Locator {
    return this.frame.getByText(words)
  }

  async takeRecentPrompt(prompt: string): Promise<void> {
    await this.promptsButton.click()
    const list = this.page.getByRole('dialog', { name: 'Prompts' })
    await list.getByRole('button', { name: prompt, exact: true }).click()
    await expect(list).toBeHidden()
  }
}
