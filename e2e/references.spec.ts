import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { StudioPage } from './pages/studio-page.ts'
import { pictureFile } from './pictures.ts'
import { makeRun } from './runs.ts'

const COLOURS = ['#1d3f5a', '#a4452c', '#f2c14e', '#3f7d4e']
const someFiles = (...names: string[]) =>
  Promise.all(names.map((name, index) => pictureFile(name, COLOURS[index % COLOURS.length] ?? '#888')))

test.describe('adding', () => {
  test('by the file picker, several at once, in their order', async ({ page }) => {
    const { references } = (await StudioPage.open(page)).composer
    await references.choose(...(await someFiles('one.png', 'two.png', 'three.png')))
    await references.expectOrder('one.png', 'two.png', 'three.png')
  })

  test('by a drop anywhere on the page, which says how many places are free', async ({ page }) => {
    const { references } = (await StudioPage.open(page)).composer
    await references.drop(...(await someFiles('fallen.png')))
    await references.expectOrder('fallen.png')
  })

  test('by pasting a picture or its address', async ({ page, newStudio, gateway, prompt }) => {
    const server = await newStudio({ BUNCH_ALLOW_HOSTS: new URL(gateway.url).host })
    await server.start()
    const run = await makeRun(server, { prompt: prompt('A source [sandbox: instant]') })
    const { references } = (await StudioPage.open(page, server.url)).composer
    await references.paste(await pictureFile('pasted.png', '#1d3f5a'))
    await references.expectOrder('pasted.png')
    const link = await sandboxLink(gateway.url)
    await references.paste(link)
    await references.expectOrder('pasted.png', '')
    await references.addAddress(link.replace('?', '?again&'), 'Keep as a link')
    await expect(references.tiles.last()).toHaveAccessibleName(/Link$/)
    expect(run.images).toHaveLength(1)
  })

  test('by an address: a private one is refused with a way out', async ({ page, expectedProblems }) => {
    expectedProblems.push('422', '400', '403')
    const { references } = (await StudioPage.open(page)).composer
    await references.addAddress('http://169.254.169.254/latest/picture.png', 'Fetch now')
    await expect(references.failures).toContainText(
      'This address points into a private network and is not fetched. Download the picture and upload it',
    )
    await references.failures.getByRole('button', { name: /^Remove/ }).click()
    await expect(references.failures).toHaveCount(0)
  })

  test('by an address that is none: said at once', async ({ page }) => {
    const { references } = (await StudioPage.open(page)).composer
    await references.addAddress('ftp://example.org/a.png', 'Fetch now')
    await expect(page.getByText('This is not an http or https address. Check it.')).toBeVisible()
  })

  test('a result sent from the feed', async ({ page, prompt, studio: server }) => {
    const words = prompt('A result to go on from [sandbox: instant]')
    await makeRun(server, { prompt: words })
    const studio = await StudioPage.open(page)
    await studio.run(words).act('Use as reference')
    await expect(studio.composer.references.tiles).toHaveCount(1)
    await expect(studio.composer.references.tiles).toHaveAccessibleName(/\d (B|kB|MB)$/)
  })

  test('a result dragged from the feed', async ({ page, prompt, studio: server }) => {
    const words = prompt('A result to drag [sandbox: instant]')
    await makeRun(server, { prompt: words })
    const studio = await StudioPage.open(page)
    const transfer = await page.evaluateHandle(() => new DataTransfer())
    const { references } = studio.composer
    // The page hears it once its script is there.
    await expect(async () => {
      await studio.run(words).pictures.dispatchEvent('dragstart', { dataTransfer: transfer })
      await page.locator('body').dispatchEvent('dragenter', { dataTransfer: transfer })
      await expect(references.dropInvitation).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 10_000 })
    await references.dropInvitation.dispatchEvent('drop', { dataTransfer: transfer })
    await expect(references.tiles).toHaveCount(1)
    await expect(references.tiles).toHaveAccessibleName(/\d (B|kB|MB)$/)
  })

  test('the same picture twice is one reference', async ({ page }) => {
    const { references } = (await StudioPage.open(page)).composer
    const [file] = await someFiles('once.png')
    if (!file) throw new Error('no file')
    await references.choose(file)
    await references.expectOrder('once.png')
    const stored = page.waitForResponse((response) => response.request().method() === 'POST')
    await references.choose({ ...file, name: 'twice.png' })
    // Before its answer nobody knows that it is the same.
    await stored
    await references.expectOrder('once.png')
  })
})

/** A picture that the sandbox serves, made by a call of its own. */
async function sandboxLink(gatewayUrl: string): Promise<string> {
  const response = await fetch(`${gatewayUrl}/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'nano-banana-2',
      prompt: 'A link',
      size: '1024x1024',
      response_format: 'url',
    }),
  })
  const { data } = (await response.json()) as { data: { url: string }[] }
  return data[0]?.url ?? ''
}

test.describe('what becomes of a file', () => {
  test('HEIC, AVIF, GIF and TIFF are converted, and it is said', async ({ page }) => {
    test.slow()
    const { references } = (await StudioPage.open(page)).composer
    const heic = {
      name: 'phone.heic',
      mimeType: 'image/heic',
      buffer: await readFile('lib/references/fixtures/display-p3.heic'),
    }
    await references.choose(
      heic,
      await pictureFile('still.avif', '#1d3f5a', 'avif'),
      await pictureFile('old.gif', '#a4452c', 'gif'),
      await pictureFile('scan.tiff', '#f2c14e', 'tiff'),
    )
    await references.expectOrder('phone.heic', 'still.avif', 'old.gif', 'scan.tiff')
    for (const index of [0, 1, 2, 3]) {
      await expect(references.tiles.nth(index)).toHaveAttribute('data-tip', /converted$/)
    }
  })

  test('what is no picture is refused by name', async ({ page, expectedProblems }) => {
    // The last is the test runner's own: its trace looks into the preview.
    expectedProblems.push('422', '400', '415', "Connecting to 'blob:")
    const { references } = (await StudioPage.open(page)).composer
    await references.drop({ name: 'page.png', mimeType: 'image/png', buffer: Buffer.from('<html></html>') })
    await expect(references.failures).toContainText('“page.png” cannot be read as a picture. Use PNG, JPEG')
  })

  test('a photograph on its side is turned upright', async ({ page, studio: server }) => {
    const buffer = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#1d3f5a' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { references } = (await StudioPage.open(page)).composer
    await references.choose({ name: 'side.jpg', mimeType: 'image/jpeg', buffer })
    await references.expectOrder('side.jpg')
    await expect(page).toHaveURL(/refs=/)
    const id = new URL(page.url()).searchParams.get('refs')
    const stored = (await (await server.fetch(`/api/references/${id}`)).json()) as { width: number }
    expect(stored).toMatchObject({ width: 200, height: 300, converted: true })
  })
})

test.describe('the row', () => {
  test('is reordered and emptied by keyboard, and says so', async ({ page }) => {
    const { references, frame } = (await StudioPage.open(page)).composer
    await references.choose(...(await someFiles('one.png', 'two.png', 'three.png')))
    await references.expectOrder('one.png', 'two.png', 'three.png')
    await references.tiles.first().focus()
    await page.keyboard.press('Shift+ArrowRight')
    await references.expectOrder('two.png', 'one.png', 'three.png')
    await expect(references.tiles.nth(1)).toBeFocused()
    await expect(frame.getByText('one.png is now reference 2 of 3')).toBeAttached()
    await page.keyboard.press('Delete')
    await references.expectOrder('two.png', 'three.png')
    await expect(frame.getByText('one.png was removed from the references')).toBeAttached()
  })

  test('is reordered by dragging', async ({ page }) => {
    const { references } = (await StudioPage.open(page)).composer
    await references.choose(...(await someFiles('one.png', 'two.png', 'three.png')))
    await references.expectOrder('one.png', 'two.png', 'three.png')
    // Dragging is fetched when the mouse comes near.
    await references.tiles.first().hover()
    await expect(references.list.locator('[draggable="true"]')).toHaveCount(3)
    await references.tiles.first().dragTo(references.tiles.last(), { targetPosition: { x: 48, y: 28 } })
    await references.expectOrder('two.png', 'three.png', 'one.png')
  })

  test('is reordered and emptied from each tile’s menu', async ({ page }) => {
    const { references } = (await StudioPage.open(page)).composer
    await references.choose(...(await someFiles('one.png', 'two.png')))
    await references.expectOrder('one.png', 'two.png')
    await references.tiles.last().click()
    await page.getByRole('menuitem', { name: 'Move left' }).click()
    await references.expectOrder('two.png', 'one.png')
    await references.tiles.first().click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await references.expectOrder('one.png')
  })

  test('survives a reload and travels in the link', async ({ page, browser, studio: server }) => {
    const studio = await StudioPage.open(page)
    await studio.composer.references.choose(...(await someFiles('kept.png', 'also.png')))
    await studio.composer.references.expectOrder('kept.png', 'also.png')
    // Both: the address is written a moment after each has come.
    await expect(page).toHaveURL(/refs=[\w-]+%2C[\w-]+/)
    await studio.reload()
    await studio.composer.references.expectOrder('kept.png', 'also.png')

    const elsewhere = await browser.newContext({ locale: 'en-US' })
    await server.enter(elsewhere)
    const other = await StudioPage.open(await elsewhere.newPage(), page.url())
    await other.composer.references.expectOrder('kept.png', 'also.png')
    await elsewhere.close()
  })

  test('says what to do when it holds more than the model looks at', async ({ page }) => {
    const { composer } = await StudioPage.open(page)
    const files = await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        pictureFile(`n${index + 1}.png`, `hsl(${index * 24} 50% 50%)`),
      ),
    )
    await composer.references.choose(...files)
    await expect(composer.references.tiles).toHaveCount(15)
    await expect(
      composer.note('Nano Banana 2 looks at no more than 14 references, and there are 15. Remove some.'),
    ).toBeVisible()
    await composer.references.tiles.last().focus()
    await page.keyboard.press('Delete')
    await expect(composer.note(/looks at no more than/)).toBeHidden()
  })
})

test('@1 in the prompt completes to a reference and follows it', async ({ page }) => {
  const { composer } = await StudioPage.open(page)
  await composer.references.choose(...(await someFiles('cup.png', 'table.png')))
  await composer.references.expectOrder('cup.png', 'table.png')
  await composer.promptField.pressSequentially('Put @')
  const choices = page.getByRole('listbox', { name: 'References' })
  await expect(choices.getByRole('option')).toHaveCount(2)
  await expect(choices.getByRole('option', { selected: true })).toContainText('cup.png')
  await page.keyboard.press('Enter')
  await expect(composer.promptField).toHaveValue('Put @1 ')
  await composer.promptField.pressSequentially('on @')
  await page.keyboard.press('ArrowDown')
  await expect(choices.getByRole('option', { selected: true })).toContainText('table.png')
  await page.keyboard.press('Tab')
  await expect(composer.promptField).toHaveValue('Put @1 on @2 ')
  await composer.references.tiles.first().focus()
  await page.keyboard.press('Shift+ArrowRight')
  await composer.references.expectOrder('table.png', 'cup.png')
  await expect(composer.promptField).toHaveValue('Put @2 on @1 ')
})
