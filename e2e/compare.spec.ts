import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright/test'
import sharp from 'sharp'
import { expectClean } from './axe.ts'
import { SelectionBar } from './pages/selection-bar.ts'
import { imageDetail, makeRun } from './runs.ts'
import { expect, test } from './seeded.ts'
import type { Studio } from './studio.ts'

/** Pictures of runs that differ in their words and shapes; their ids. */
async function differentPictures(studio: Studio, mark: string, n: number): Promise<string[]> {
  const ratios = ['1:1', '3:2', '2:3'] as const
  const runs = await Promise.all(
    Array.from({ length: n }, (_, index) =>
      makeRun(studio, {
        prompt: `${['red', 'green', 'blue'][index % 3]} pear ${mark}`,
        ratio: ratios[index % 3],
      }),
    ),
  )
  return runs.map((run) => run.images[0]?.id ?? '')
}

const stage = (page: Page, place: number) => page.locator('[data-compared]').nth(place)
/** Where the picture of a stage stands, against itself at rest. */
const placeOf = (page: Page, place: number) =>
  stage(page, place)
    .locator('[style*="transform"]')
    .evaluate((element: HTMLElement) => {
      const { a, e, f } = new DOMMatrix(getComputedStyle(element).transform)
      return [a, e / element.offsetWidth, f / element.offsetHeight].map(
        (value) => Math.round(value * 100) / 100,
      )
    })

test('pictures side by side share one zoom, say what differs, and give up a winner by a key', async ({
  page,
  studio,
  prompt,
}) => {
  const ids = await differentPictures(studio, prompt('to compare'), 3)
  await page.goto(`/compare?ids=${ids.join(',')}`)
  await expect(page.getByRole('heading', { name: '3 pictures' })).toBeVisible()

  await test.step('the facts that differ, with the words that do', async () => {
    const table = page.getByRole('table')
    await expect(table.getByRole('rowheader', { name: 'Ratio' })).toBeVisible()
    await expect(table.getByRole('rowheader', { name: 'Model' })).toBeHidden()
    await expect(table.locator('mark')).toHaveText(['red', 'green', 'blue'])
    await page.getByRole('switch', { name: 'Show what is the same too' }).click()
    await expect(table.getByRole('rowheader', { name: 'Model' })).toBeVisible()
    await expectClean(page, 'compare')
  })

  await test.step('one zoom for all, until it is unlocked', async () => {
    await stage(page, 0).hover()
    await page.mouse.wheel(0, -600)
    await expect.poll(() => placeOf(page, 0)).not.toEqual([1, 0, 0])
    const together = await placeOf(page, 0)
    expect((await placeOf(page, 1))[0]).toBe(together[0])
    await page.keyboard.press('k')
    await page.mouse.wheel(0, -600)
    await expect.poll(async () => (await placeOf(page, 0))[0]).toBeGreaterThan(together[0] ?? 0)
    expect((await placeOf(page, 1))[0]).toBe(together[0])
  })

  await test.step('the winner gets five stars, and gives them back', async () => {
    await stage(page, 1).hover()
    await page.keyboard.press('w')
    await expect(stage(page, 1).getByRole('button', { name: 'Picked' })).toBeVisible()
    await expect.poll(async () => (await imageDetail(studio, ids[1] ?? '')).image.rating).toBe(5)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await imageDetail(studio, ids[1] ?? '')).image.rating).toBeNull()
  })

  await test.step('keys zoom about the middle, and no further than it goes', async () => {
    await page.keyboard.press('k')
    for (let presses = 0; presses < 9; presses++) await page.keyboard.press('+')
    await expect.poll(async () => (await placeOf(page, 0))[0]).toBe(16)
    await page.keyboard.press('-')
    await expect.poll(async () => (await placeOf(page, 2))[0]).toBeCloseTo(16 / 1.5, 1)
  })

  await test.step('two are left for a slider and a blink', async () => {
    await stage(page, 2).hover()
    await page.getByRole('button', { name: 'Take number 3 out of the comparison' }).click()
    await expect(page).toHaveURL(new RegExp(`ids=${ids[0]},${ids[1]}$`))
    await page.getByRole('radio', { name: 'With a slider' }).click()
    const split = page.getByRole('slider', { name: 'Where the pictures part' })
    await split.focus()
    await page.keyboard.press('End')
    await expect(page.locator('[style*="clip-path"]')).toHaveCSS('clip-path', 'inset(0px 0px 0px 100%)')
    const shapes = await page
      .locator('main img:not([alt=""])')
      .evaluateAll((images) => images.map(({ clientWidth, clientHeight }) => clientWidth / clientHeight))
    expect(shapes.map((shape) => Math.round(shape * 10) / 10)).toEqual([1, 1.5])
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'Hold still' }).click()
    const shown = page.getByRole('button', { name: /^Number/ })
    await shown.click()
    await expect(page.getByRole('button', { name: 'Blink', exact: true })).toBeVisible()
    await page.keyboard.press('w')
    const picked = ids[Number((await shown.textContent())?.replace(/\D/g, '')) - 1] ?? ''
    await expect.poll(async () => (await imageDetail(studio, picked)).image.rating).toBe(5)
  })
})

test.describe('what is missing', () => {
  // What another person may not see is not found, and the browser says so.
  test.use({ expectedProblems: ['404 (Not Found)'] })

  test('too few pictures, and those of others that are private, are said to be missing', async ({
    page,
    studio,
    newPerson,
    signedInAs,
    prompt,
  }) => {
    const mark = prompt('kept to oneself')
    const [open] = await differentPictures(studio, mark, 1)
    const hidden = await makeRun(studio, { prompt: `secret ${mark}`, private: true })
    const colleague = await signedInAs(await newPerson())
    await colleague.goto(`/compare?ids=${open},${hidden.images[0]?.id}`)
    await expect(colleague.getByText('A picture is not there any more.')).toBeVisible()
    const answer = await colleague.request.post('/api/contact-sheet/pictures', {
      data: { imageIds: [open, hidden.images[0]?.id] },
    })
    expect(JSON.stringify(await answer.json())).not.toContain('secret')
    await page.goto('/compare')
    await expect(page.getByText('Choose two to nine pictures')).toBeVisible()
  })
})

test('nine of a search stand side by side, and on a sheet', async ({ page }) => {
  await page.goto('/gallery?q=banana')
  const tiles = page.locator('[data-picture]')
  const bar = new SelectionBar(page)
  await tiles.nth(0).click({ modifiers: ['ControlOrMeta'] })
  await tiles.nth(8).click({ modifiers: ['Shift'] })
  await bar.expectChosen(9)
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: '9 pictures' })).toBeVisible()
  await expect(page.locator('[data-compared]')).toHaveCount(9)
  await expect(page.getByRole('table').getByRole('columnheader')).toHaveCount(9)
  await page.keyboard.press('+')
  await expect.poll(async () => (await placeOf(page, 8))[0]).toBe(1.5)
  expect(await placeOf(page, 0)).toEqual(await placeOf(page, 8))

  await page.goBack()
  await bar.expectChosen(9)
  await bar.button('Contact sheet').click()
  await expect(page.locator('[data-sheet-page] figure')).toHaveCount(9)
  // Paper, whatever the theme.
  await expect(page.locator('[data-sheet-page]')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  const [pdf] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PDF' }).click(),
  ])
  const text = (await bytesOf(pdf)).toString('latin1')
  expect(text.match(/\/Subtype \/Image\b/g)).toHaveLength(9)
})

const bytesOf = async (download: Download) => readFile(await download.path())

test('a contact sheet shows chosen captions, and comes as a PDF and a PNG', async ({
  page,
  studio,
  prompt,
}) => {
  const ids = await differentPictures(studio, prompt('on paper 雨夜'), 3)
  await page.goto('/gallery')
  for (const id of ids) await page.locator(`[data-picture="${id}"]`).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'Contact sheet' }).click()
  await expect(page).toHaveURL(/\/contact-sheet$/)
  await page.getByLabel('Title').fill('Pears for the client')
  await expect(page.locator('[data-sheet-page]')).toHaveCount(1)
  await expect(page.getByText('512 × 512')).toBeHidden()
  await page.getByRole('switch', { name: 'Pixels' }).click()
  await expect(page.getByText('512 × 512')).toBeVisible()
  await expectClean(page, 'contact sheet')
  await page.getByRole('slider', { name: /^Columns/ }).fill('1')
  await expect(page.locator('[data-sheet-page]')).toHaveCount(3)

  const [pdf] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PDF' }).click(),
  ])
  expect(pdf.suggestedFilename()).toBe('Pears for the client.pdf')
  const text = (await bytesOf(pdf)).toString('latin1')
  expect(text.slice(0, 5)).toBe('%PDF-')
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(3)
  expect(text.match(/\/Subtype \/Image\b/g)).toHaveLength(3)

  const [png] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PNG' }).click(),
  ])
  const { width, height, format } = await sharp(await bytesOf(png)).metadata()
  expect([format, width]).toEqual(['png', Math.round(595.28 * 4)])
  expect(height).toBeGreaterThan(3 * 2000)

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.locator('[data-sheet-page]').first()).toBeVisible()
})
