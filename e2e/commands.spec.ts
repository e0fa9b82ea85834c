import type { Page } from 'playwright/test'
import { expectClean } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { StudioPage } from './pages/studio-page.ts'

/** Presses keys until they are heard: a page hears them once its scripts are there. */
async function pressUntil(page: Page, keys: readonly string[], heard: () => Promise<void>): Promise<void> {
  const press = async () => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press()
  await expect(async () => {
    // Pressed again only where nothing came of it by now: the same keys may close what they opened.
    await heard().catch(async (unheard) => {
      await press()
      throw unheard
    })
  }).toPass()
}

test('the palette finds commands, places and people by typing, with keys alone', async ({ page }) => {
  await page.goto('/gallery')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await pressUntil(page, ['Control+k'], () => expect(palette).toBeVisible({ timeout: 1_000 }))
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  await expectClean(page, 'palette')

  await field.fill('dark')
  await expect(palette.getByRole('option').first()).toHaveText(/Dark/)
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await page.keyboard.press('Control+k')
  await field.fill('audit')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/audit$/)

  await page.keyboard.press('Control+k')
  await field.fill('bananas at dusk')
  await expect(palette.getByRole('option').last()).toHaveText('Search pictures for “bananas at dusk”')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/gallery\?q=bananas\+at\+dusk$/)

  await page.keyboard.press('Control+k')
  await field.fill('system')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark')
})

test('the palette sets what the composer holds, from anywhere, and the language', async ({
  newPerson,
  signedInAs,
}) => {
  const page = await signedInAs(await newPerson())
  await page.goto('/gallery')
  const palette = page.getByRole('dialog', { name: /^(Commands|命令)$/ })
  const field = palette.getByRole('combobox')
  const first = palette.getByRole('option').first()
  const choose = async (words: string, label: string) => {
    await pressUntil(page, ['Control+k'], () => expect(palette).toBeVisible({ timeout: 1_000 }))
    await field.fill(words)
    await expect(first).toContainText(label)
    await page.keyboard.press('Enter')
    await expect(palette).toBeHidden()
  }
  await choose('16:9', 'Aspect ratio: 16:9')
  await expect(page).toHaveURL(/\/(\?.*)?$/)
  const { composer } = await StudioPage.on(page)
  await expect(composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 16:9')
  await expect(composer.promptField).toBeFocused()
  await choose('2k', 'Size: 2K')
  await expect(composer.setting('Size')).toHaveAccessibleName(/^Size: 2K/)
  await choose('3 pictures', 'Number of pictures: 3')
  await expect(composer.setting('Number of pictures')).toHaveAccessibleName('Number of pictures: 3 pictures')
  await choose('nano banana pro', 'Model: Nano Banana Pro')
  await expect(composer.setting('Model')).toHaveAccessibleName('Model: Nano Banana Pro')
  await choose('only you', 'Private: Only you will see this run')
  await expect(composer.private).toHaveAttribute('aria-pressed', 'true')
  await choose('story', 'For a use: Story')
  await expect(composer.setting('Aspect ratio')).toHaveAccessibleName(/^Aspect ratio: 9:16, /)

  await choose('简体', '简体中文')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await choose('english', 'English')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('who goes to the prompt by a key may write on at once', async ({ page }) => {
  await page.goto('/gallery')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await pressUntil(page, ['Control+k'], () => expect(palette).toBeVisible({ timeout: 1_000 }))
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await page.keyboard.press('n')
  await page.keyboard.type('a cat')
  const { composer } = await StudioPage.on(page)
  await expect(composer.promptField).toHaveValue('a cat')
  await page.keyboard.type(' asleep')
  await expect(composer.promptField).toHaveValue('a cat asleep')
  await composer.promptField.fill('')
})

test('two keys one after the other go places, and letters in a field stay letters', async ({ page }) => {
  await page.goto('/gallery')
  await pressUntil(page, ['g', 'b'], () => expect(page).toHaveURL(/\/boards$/, { timeout: 2_000 }))
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page).toHaveURL(/\/$/)
  const studio = await StudioPage.on(page)
  await studio.composer.promptField.fill('')
  await studio.composer.promptField.press('g')
  await studio.composer.promptField.press('b')
  await expect(studio.composer.promptField).toHaveValue('gb')
  await expect(page).toHaveURL(/\/(\?.*)?$/)
  await studio.composer.promptField.fill('')
})

test('every key stands on one sheet, and each can be another for the person everywhere', async ({
  page,
  newPerson,
  signedInAs,
}) => {
  const designer = await newPerson()
  const own = await signedInAs(designer)
  await own.goto('/settings/shortcuts')
  await expectClean(own, 'shortcuts')
  const change = own.getByRole('button', { name: 'Change the key for “Go to boards”' })
  await expect(change.locator('kbd')).toHaveText('GB')

  await test.step('a key that something else has is refused by name', async () => {
    await change.click()
    await own.keyboard.press('Control+k')
    await expect(own.getByRole('alert').filter({ hasText: 'Commands' })).toBeVisible()
    await expect(change.locator('kbd')).toHaveText('GB')
  })
  await test.step('a free one is taken, and stays after a reload', async () => {
    await change.click()
    // The key is shown before it is saved; a page asked for in between would still have the one before.
    const saved = own.waitForResponse((response) => response.request().method() === 'PATCH')
    await own.keyboard.press('Alt+Shift+b')
    await expect(change.locator('kbd')).toHaveText('Alt⇧B')
    await expect(own.getByRole('button', { name: 'Back to the usual key of “Go to boards”' })).toBeEnabled()
    await saved
    await own.goto('/gallery')
    const sheet = own.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await pressUntil(own, ['?'], () => expect(sheet).toBeVisible({ timeout: 1_000 }))
    await expect(sheet.getByRole('term').filter({ hasText: 'Go to boards' })).toBeVisible()
    await expectClean(own, 'sheet of shortcuts')
    await own.keyboard.press('Escape')
    await own.keyboard.press('Alt+Shift+b')
    await expect(own).toHaveURL(/\/boards$/)
  })
  await test.step('nobody else has it', async () => {
    await page.goto('/gallery')
    await pressUntil(page, ['Alt+Shift+b', '?'], () =>
      expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible({ timeout: 1_000 }),
    )
    await expect(page).toHaveURL(/\/gallery$/)
  })
})

test('a finished run is told by the system while another tab is in front, and only where that was asked for', async ({
  newPerson,
  signedInAs,
  prompt,
  gateway,
}) => {
  const designer = await newPerson()
  const own = await signedInAs(designer)
  await own.context().grantPermissions(['notifications'])
  // The real Notification is the system's; what is watched here is that the browser is asked to show one.
  await own.addInitScript(() => {
    const shown: string[] = []
    Object.assign(window, { shownNotices: shown })
    class Notice {
      static permission = 'granted'
      static requestPermission = () => Promise.resolve('granted')
      constructor(title: string, { body }: NotificationOptions) {
        shown.push(`${title}: ${body}`)
      }
    }
    Object.assign(window, { Notification: Notice })
    document.hasFocus = () => false
  })
  const notices = () => own.evaluate(() => (window as unknown as { shownNotices: string[] }).shownNotices)
  const words = prompt('a notice for a pear [sandbox: instant hold]')

  await own.goto('/settings')
  const kept = own.waitForResponse((response) => response.request().method() === 'PATCH')
  await own.getByRole('switch', { name: 'Show a system notification' }).click()
  await expect(own.getByRole('switch', { name: 'Show a system notification' })).toBeChecked()
  await kept
  await own.reload()
  await expect(own.getByRole('switch', { name: 'Show a system notification' })).toBeChecked()
  await expect(own.getByRole('switch', { name: 'Play a short sound' })).not.toBeChecked()

  await own.goto('/')
  const studio = await StudioPage.on(own)
  await studio.composer.promptField.fill(words)
  await own.getByRole('button', { name: 'Generate' }).click()
  // Whoever listens for its end has come before what shows its beginning.
  await expect(studio.run(words).says('Generating')).toBeVisible()
  await gateway.release(words)
  await expect.poll(notices).toEqual([`Your picture is done: ${words}`])
})
