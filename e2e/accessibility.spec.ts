import { expectClean } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { LinksPage } from './pages/links-page.ts'
import { ShareDialog } from './pages/share-dialog.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { pictureFile } from './pictures.ts'
import { makeRun, startRun } from './runs.ts'

for (const { name, colorScheme, viewport } of [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'light on a phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'dark on a phone', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing where links are made and listed', async ({ page, prompt, studio: server }) => {
      const { images } = await makeRun(server, { prompt: prompt('Shared [sandbox: instant]') })
      const viewer = await ViewerPage.open(page, images[0]?.id ?? '')
      await viewer.press('s')
      const share = await ShareDialog.on(page)
      await share.option('Ask for a password').check()
      await share.expiry('A date').click()
      await expectClean(page, 'share dialog')
      const made = await share.make()
      await expectClean(page, 'link ready')
      await made.done()
      const links = await LinksPage.open(page)
      await expect(links.list.getByRole('listitem').first()).toBeVisible()
      await expectClean(page, 'links')
    })

    test('axe finds nothing on any page or in any main state', async ({ page, prompt, studio: server }) => {
      test.setTimeout(120_000)
      const picture = await makeRun(server, { prompt: prompt('A picture [sandbox: instant]'), n: 2 })
      await makeRun(server, { prompt: prompt('Not that size [sandbox: wrong-size]'), tier: '2K' })
      await makeRun(server, { prompt: prompt('Refused [sandbox: content-policy]') })
      await makeRun(server, { prompt: prompt('Unknown [sandbox: reset-before]') })
      await startRun(server, { prompt: prompt('Running [sandbox: instant latency=60000]') })

      const studio = await StudioPage.open(page)
      await expect(studio.runs.filter({ hasText: 'Generating' }).first()).toBeVisible()
      await expectClean(page, 'studio')

      await studio.composer.promptField.focus()
      await studio.composer.references.choose(await pictureFile('cup.png', '#1d3f5a'))
      await studio.composer.references.expectOrder('cup.png')
      await studio.composer.write('With @')
      await expectClean(page, 'composer with a reference')
      for (const setting of ['Model', 'Aspect ratio', 'Size', 'Number of pictures', 'Temperature'] as const) {
        const choices = await studio.composer.openSetting(setting)
        await expectClean(page, setting)
        await page.keyboard.press('Escape')
        await expect(choices).toBeHidden()
      }
      await studio.shell.openPreferences()
      await expectClean(page, 'preferences')
      await page.keyboard.press('Escape')

      const refused = studio.runs.filter({ hasText: 'Refused by the model' }).first()
      await refused.getByRole('button', { name: 'What happened' }).click()
      await expectClean(page, 'details of a failure')
      await page.keyboard.press('Escape')

      const viewer = await ViewerPage.open(page, picture.images[0]?.id ?? '')
      await expectClean(page, 'viewer')
      await viewer.press('i')
      await expectClean(page, 'viewer, other state of the panel')

      const gallery = await GalleryPage.open(page)
      await expect(gallery.pictures.first()).toBeVisible()
      await expectClean(page, 'gallery')
    })
  })
}

test('axe finds nothing where there is nothing yet, nor in Chinese', async ({ browser, newStudio }) => {
  const server = await newStudio({ OPENAI_API_KEY: '' })
  await server.start()
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: server.url, reducedMotion: 'reduce' })
  await server.enter(context)
  const page = await context.newPage()
  await StudioPage.open(page)
  await expectClean(page, 'first visit')
  await page.goto('/gallery')
  await expect(page.getByText('还没有图片')).toBeVisible()
  await expectClean(page, 'empty gallery')
  await page.goto('/links')
  await expect(page.getByText('还没有链接')).toBeVisible()
  await expectClean(page, 'no links')
  await page.goto('/images/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectClean(page, 'a picture that is not there')
  await context.close()
})

test('the keyboard alone makes a run and opens its picture', async ({ page, prompt }) => {
  const studio = await StudioPage.open(page)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  const words = prompt('Without a mouse [sandbox: instant]')
  const { promptField } = studio.composer
  for (let presses = 0; presses < 10; presses++) {
    await page.keyboard.press('Tab')
    if (await promptField.evaluate((field) => field === document.activeElement)) break
  }
  await page.keyboard.type(words)
  await page.keyboard.press('Control+Enter')
  const run = studio.run(words)
  await run.expectPictures(1)
  await run.pictures.focus()
  await page.keyboard.press('Enter')
  const viewer = await ViewerPage.on(page)
  await page.keyboard.press('Escape')
  await expect(viewer.dialog).toBeHidden()
  await expect(run.pictures).toBeFocused()
})
