import { expect, test } from './fixtures.ts'
import { StudioPage } from './pages/studio-page.ts'
import { runsAbout, startRun } from './runs.ts'

test.describe('the prompt', () => {
  test('is counted, and survives a reload with every setting', async ({ page }) => {
    const studio = await StudioPage.open(page)
    const { composer } = studio
    await composer.write('A heron')
    await expect(composer.note('7 of at most 10,000 characters')).toBeAttached()
    await composer.choose('Aspect ratio', '3:2')
    await composer.choose('Size', '2K')
    await expect(page).toHaveURL(/size=2K/)
    await page.goto('about:blank')
    await StudioPage.open(page)
    await expect(composer.promptField).toHaveValue('A heron')
    await expect(composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 3:2')
    await expect(composer.setting('Size')).toHaveAccessibleName('Size: 2K, 2528 × 1696')
  })

  test('grows with its words', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    const height = async () => (await composer.promptField.boundingBox())?.height ?? 0
    await composer.write('One line')
    const low = await height()
    await composer.write('A line\n'.repeat(8))
    await expect.poll(height).toBeGreaterThan(low * 2)
  })

  for (const keys of ['Control+Enter', 'Meta+Enter']) {
    test(`${keys} generates`, async ({ page, prompt }) => {
      const studio = await StudioPage.open(page)
      const words = prompt('A kite [sandbox: instant]')
      await studio.composer.write(words)
      await studio.composer.promptField.press(keys)
      await studio.run(words).expectPictures(1)
    })
  }

  test('that is empty or too long is said before anything is sent', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    await composer.generate()
    await expect(composer.note('The prompt is empty. Write what the picture should show.')).toBeVisible()
    await expect(composer.promptField).toBeFocused()
    await composer.write('x'.repeat(10_001))
    await expect(
      composer.note('The prompt has 10,001 characters; at most 10,000 are possible. Shorten it.'),
    ).toBeVisible()
    await expect(composer.promptField).toHaveAttribute('aria-invalid', 'true')
  })

  test('of an earlier run is at hand', async ({ page, prompt, studio: server }) => {
    const words = prompt('A recent lighthouse [sandbox: instant]')
    await startRun(server, { prompt: words })
    const { composer } = await StudioPage.open(page)
    await composer.takeRecentPrompt(words)
    await expect(composer.promptField).toHaveValue(words)
  })
})

test.describe('settings', () => {
  test('offer only what the chosen model can do', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    const sizes = () => composer.offered('Size')
    expect((await sizes()).map((size) => size.replace(/\D*\d+ × .*/, '').slice(0, 3))).toHaveLength(4)
    expect(await composer.offered('Aspect ratio')).toHaveLength(15)
    expect((await composer.offered('Aspect ratio'))[0]).toBe('Auto, 1024 × 1024')
    expect(await composer.offered('Number of pictures')).toHaveLength(8)
    await composer.choose('Model', 'Nano Banana Pro')
    expect(await sizes()).toHaveLength(3)
    expect(await composer.offered('Aspect ratio')).toHaveLength(11)
    expect((await composer.offered('Aspect ratio')).join()).not.toContain('8:1')
  })

  test('say the pixels that they will give', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    await composer.choose('Aspect ratio', '16:9')
    await composer.choose('Size', '4K')
    await expect(composer.setting('Size')).toHaveAccessibleName('Size: 4K, 5504 × 3072')
    await composer.choose('Aspect ratio', '9:16')
    await expect(composer.setting('Size')).toHaveAccessibleName('Size: 4K, 3072 × 5504')
  })

  test('keep what another model can do, and say what changed', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    await composer.choose('Aspect ratio', '8:1')
    await composer.choose('Size', '512')
    await composer.choose('Number of pictures', '3 pictures')
    await composer.choose('Model', 'Nano Banana Pro')
    await expect(
      composer.note('For Nano Banana Pro: ratio 8:1 became 21:9, size 512 became 1K'),
    ).toBeVisible()
    await expect(composer.setting('Number of pictures')).toHaveAccessibleName(/3 pictures/)
  })

  test('the temperature is off until somebody wants it', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    await expect(composer.setting('Temperature')).toHaveAccessibleName('Temperature: Left to the model')
    const choices = await composer.openSetting('Temperature')
    await choices.getByRole('switch').click()
    await choices.getByRole('slider').fill('0.4')
    await expect(composer.setting('Temperature')).toHaveAccessibleName('Temperature: 0.4')
    await expect(page).toHaveURL(/temperature=0\.4/)
  })

  test('are chosen by keyboard alone', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    await composer.setting('Size').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('radio', { checked: true })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(composer.setting('Size')).toHaveAccessibleName(/2K/)
    await page.keyboard.press('Escape')
    await expect(composer.setting('Size')).toBeFocused()
  })
})

test('the price of the whole run is on screen and follows the settings', async ({ page }) => {
  const { composer } = await StudioPage.open(page)
  await expect(composer.price).toHaveText('$0.067')
  await composer.choose('Number of pictures', '4 pictures')
  await expect(composer.price).toHaveText('$0.268')
  await composer.choose('Size', '4K')
  await expect(composer.price).toHaveText('$0.604')
  await composer.choose('Model', 'Nano Banana Pro')
  await expect(composer.price).toHaveText('$0.96')
})

test('a link reproduces the whole composer elsewhere', async ({ page, browser, studio: server }) => {
  const { composer } = await StudioPage.open(page)
  await composer.write('A tram & a “quoted” bridge')
  await composer.choose('Model', 'Nano Banana Pro')
  await composer.choose('Aspect ratio', '21:9')
  await composer.choose('Size', '4K')
  await composer.choose('Number of pictures', '2 pictures')
  await expect(page).toHaveURL(/n=2/)

  const elsewhere = await browser.newContext({ locale: 'en-US' })
  await server.enter(elsewhere)
  const other = await StudioPage.open(await elsewhere.newPage(), page.url())
  expect(page.url()).toContain(server.url)
  await expect(other.composer.promptField).toHaveValue('A tram & a “quoted” bridge')
  await expect(other.composer.setting('Model')).toHaveAccessibleName('Model: Nano Banana Pro')
  await expect(other.composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 21:9')
  await expect(other.composer.setting('Size')).toHaveAccessibleName(/^Size: 4K/)
  await expect(other.composer.setting('Number of pictures')).toHaveAccessibleName(/2 pictures/)
  await elsewhere.close()
})

test('a link pressed right after a key leads there, and another language keeps the address', async ({
  page,
}) => {
  const { composer, shell } = await StudioPage.open(page)
  await composer.write('A kite over dunes')
  await expect(page).toHaveURL(/prompt=A\+kite\+over\+dunes/)
  await shell.prefer('简体中文')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page).toHaveURL(/prompt=A\+kite\+over\+dunes/)
  await shell.prefer('English')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')

  // The gallery comes late enough for the composer to write its address meanwhile.
  await page.route(/\/gallery\?.*_rsc=/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800))
    await route.continue()
  })
  await composer.write('A kite over the sea')
  await shell.goTo('Gallery')
  await expect(page).toHaveURL(/\/gallery$/)
  await page.goBack()
  await expect(page).toHaveURL(/prompt=A\+kite\+over\+the\+sea/)
  await expect(composer.promptField).toHaveValue('A kite over the sea')
})

test.describe('sending', () => {
  test('a double click makes one run', async ({ page, prompt, studio: server, gateway }) => {
    const studio = await StudioPage.open(page)
    const words = prompt('One and only one [sandbox: instant]')
    await studio.composer.write(words)
    await studio.composer.generateButton.dblclick()
    await studio.run(words).expectPictures(1)
    expect(await runsAbout(server, words)).toHaveLength(1)
    expect(await gateway.callCount(words)).toBe(1)
  })

  test('without a connection it is sent again, and makes one run', async ({
    page,
    context,
    prompt,
    studio: server,
    gateway,
    expectedProblems,
  }) => {
    expectedProblems.push('ERR_INTERNET_DISCONNECTED')
    const before = prompt('Before the tunnel [sandbox: instant hold]')
    await startRun(server, { prompt: before })
    const studio = await StudioPage.open(page)
    // The words of a picture that waits are fetched when the first one does: in the tunnel they could not be.
    await expect(studio.run(before).says('Generating')).toBeVisible()
    const words = prompt('Through a tunnel [sandbox: instant]')
    await studio.composer.write(words)
    await context.setOffline(true)
    await studio.composer.generate()
    await expect(studio.run(words).says('No connection. Sending again')).toBeVisible()
    await context.setOffline(false)
    await studio.run(words).expectPictures(1)
    expect(await runsAbout(server, words)).toHaveLength(1)
    expect(await gateway.callCount(words)).toBe(1)
  })

  test('an answer that was lost on its way makes no second run', async ({
    page,
    prompt,
    studio: server,
    gateway,
    expectedProblems,
  }) => {
    expectedProblems.push('ERR_CONNECTION')
    const studio = await StudioPage.open(page)
    const words = prompt('An answer lost [sandbox: instant]')
    let lost = 0
    await page.route('**/api/generations', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback()
      lost++
      await route.fetch()
      await route.abort('connectionreset')
    })
    await studio.composer.write(words)
    const answered = page.waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().endsWith('/api/generations'),
    )
    await studio.composer.generate()
    await studio.run(words).expectPictures(1)
    // The picture comes with the news; only when it was asked for again is it certain that nothing else does.
    await answered
    expect(await runsAbout(server, words)).toHaveLength(1)
    expect(lost).toBe(1)
    expect(await gateway.callCount(words)).toBe(1)
  })
})
