import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import type { KitDto } from '#lib/kits/schema.ts'
import { unzip } from '#lib/testing/unzip.ts'
import { expectClean } from './axe.ts'
import { Shell } from './pages/shell.ts'
import { StudioPage } from './pages/studio-page.ts'
import { makeRun } from './runs.ts'
import { expect, test } from './seeded.ts'

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name, exact: true }).click()
  return readFile(await (await download).path())
}

/** Types the values of a slot that has none yet. */
async function giveValues(page: Page, slot: string, values: string): Promise<void> {
  await page.getByRole('button', { name: `${slot} no values yet` }).click()
  await page
    .getByRole('dialog', { name: `Values of ${slot}` })
    .getByRole('textbox')
    .fill(values)
  await page.keyboard.press('Escape')
}

test('slots are filled, confirmed, made as a grid, and taken along', async ({ page, prompt }) => {
  test.setTimeout(120_000)
  const words = prompt('A {colour} {cup|bowl}, {"not": "a|slot"} [sandbox: instant]')
  const studio = await StudioPage.open(page)
  const { composer } = studio
  await composer.choose('Size', '512')
  await composer.write(words)
  const colours = ['=1+1', 'red', '靛蓝', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11']
  await giveValues(page, 'colour', colours.join(', '))
  await expect(composer.price).toHaveText('11 × 2 = 22 runs, 22 pictures, about $0.99')
  await expectClean(page, 'the composer with slots')

  // The values are remembered with the draft.
  await studio.reload()
  await expect(composer.price).toHaveText('11 × 2 = 22 runs, 22 pictures, about $0.99')

  await composer.generate()
  const dialog = page.getByRole('dialog', { name: 'Make 22 pictures?' })
  await expect(dialog).toContainText('about $0.99')
  await dialog.getByRole('button', { name: 'Not yet' }).click()
  await composer.generate()
  await dialog.getByRole('button', { name: 'Make 22 pictures' }).click()

  await page.waitForURL(/\/matrices\//)
  const grid = page.getByRole('region', { name: 'Grid' })
  await expect(grid.locator('[data-picture]')).toHaveCount(22, { timeout: 60_000 })
  await expect(grid.getByRole('rowheader')).toHaveText(colours)
  await expect(grid.getByRole('columnheader')).toHaveText(['cup', 'bowl'])
  await expectClean(page, 'the grid')
  await page.getByRole('button', { name: 'Swap rows and columns' }).click()
  await expect(grid.getByRole('rowheader')).toHaveText(['cup', 'bowl'])

  await grid.locator('[data-picture]').first().click()
  const viewer = page.getByRole('dialog').filter({ has: page.getByRole('complementary') })
  await expect(viewer).toContainText('A =1+1 cup, {"not": "a|slot"}')
  await page.keyboard.press('ArrowRight')
  await expect(viewer).toContainText('A =1+1 bowl')
  await page.keyboard.press('Escape')
  await expect(viewer).toBeHidden()

  const csv = (await downloaded(page, 'CSV')).toString()
  expect(csv).toContain('"\'=1+1","cup"')
  expect(csv.trim().split('\r\n')).toHaveLength(23)
  const entries = await unzip(await downloaded(page, 'ZIP'))
  expect(entries.map(({ name }) => name)).toContain('3-2 靛蓝, bowl.png')
  expect(entries).toHaveLength(22)
  const png = await downloaded(page, 'Grid as PNG')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.length).toBeGreaterThan(50_000)

  await StudioPage.open(page)
  // One entry of the feed for all of them.
  const entry = page.getByRole('article', { name: '11 × 2 matrix, 22 pictures' })
  await expect(entry.getByText(words)).toBeVisible()
  await expect(entry.getByText('colour: =1+1, red, 靛蓝')).toBeVisible()
  await expect(entry.locator('[data-picture]')).toHaveCount(22)
  await expectClean(page, 'a matrix in the feed')

  // And one of the history, which puts template and values back; as the entry does, with all axes.
  await composer.write('Something else')
  await page.getByRole('button', { name: 'Prompts', exact: true }).click()
  await page.getByRole('dialog', { name: 'Prompts' }).getByRole('button', { name: words }).first().click()
  await expect(composer.promptField).toHaveValue(words)
  await expect(composer.price).toContainText('11 × 2 = 22 runs')

  await entry.getByRole('link', { name: '11 × 2 matrix' }).click()
  await expect(grid.locator('[data-picture]')).toHaveCount(22)
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })

  test('a cell that is refused is named with what is wrong and what to do', async ({
    page,
    prompt,
    expectedProblems,
  }) => {
    // The studio refuses: 400.
    expectedProblems.push('/api/matrices')
    const name = prompt('春季')
    const settings = { model: null, ratio: null, tier: null, temperature: null }
    const content = { references: [], standingText: '', forbiddenWords: ['竞品'], settings }
    const answer = await page.request.post('/api/kits', { data: { name, content } })
    const { id } = (await answer.json()) as KitDto
    const { composer } = await StudioPage.open(page, `/?kit=${id}.1`)
    await composer.write(prompt('一只{物件}'))
    await page.getByRole('button', { name: '物件' }).click()
    await page.getByRole('dialog', { name: '“物件”的取值' }).getByRole('textbox').fill('杯子，竞品的杯子')
    await page.keyboard.press('Escape')
    await composer.generate()
    await expect(page.getByRole('region', { name: '通知' })).toContainText(
      `“竞品的杯子”无法生成，因此整个矩阵都没有生成，也没有产生费用。素材包“${name}”不允许使用“竞品”。没有生成，也没有产生费用；请把它从提示词中去掉。`,
    )
  })
})

test('over the limit the composer says why not, and what a model cannot do is left out', async ({
  page,
  prompt,
}) => {
  const { composer } = await StudioPage.open(page)
  await composer.write(prompt('{a|b|c|d|e|f|g} {1|2|3|4|5|6} {x|y|z|u|v|w}'))
  await expect(composer.price).toContainText('252 pictures are too many')
  await composer.generate()
  await expect(new Shell(page).notice('at most 200')).toBeVisible()

  await composer.write(prompt('a bowl'))
  await page.getByRole('button', { name: /^Matrix: / }).click()
  const panel = page.getByRole('dialog', { name: 'Matrix' })
  await panel.getByRole('button', { name: 'Nano Banana Pro' }).click()
  await panel.getByRole('button', { name: '1:8', exact: true }).click()
  await expectClean(page, 'the panel of a matrix')
  await page.keyboard.press('Escape')
  await expect(composer.price).toContainText('3 runs, 3 pictures')
  await expect(composer.price).toContainText('1 combination is left out.')
})

test('a prompt of the history is found in Chinese, saved, shared, and used by a colleague', async ({
  page,
  prompt,
  studio: server,
  newPerson,
  signedInAs,
}) => {
  const words = prompt('雨中的红色灯笼 [sandbox: instant]')
  await makeRun(server, { prompt: words })
  const { composer } = await StudioPage.open(page)
  await composer.promptsButton.click()
  const prompts = page.getByRole('dialog', { name: 'Prompts' })
  await prompts.getByRole('searchbox').fill('灯笼')
  const found = prompts.getByRole('button', { name: words, exact: true })
  await expect(found).toBeVisible()
  await expect(found.locator('mark')).toHaveText('灯笼')
  await expectClean(page, 'the dialog of prompts')
  await prompts.getByRole('searchbox').fill('灯雨')
  await expect(prompts.getByText('No prompt holds these words.')).toBeVisible()
  await prompts.getByRole('searchbox').fill('红')
  await expect(found).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(composer.promptField).toHaveValue(words)

  // As a Chinese keyboard writes them.
  await composer.write('一颗｛红｜绿｜蓝｝的梨')
  await expect(composer.price).toContainText('3 runs, 3 pictures')
  const kept = `${words} {colour}, {day|night}`
  await composer.write(kept)
  await giveValues(page, 'colour', 'red, jade, 靛蓝')
  await expect(composer.price).toContainText('3 × 2 = 6 runs, 6 pictures')
  const name = prompt('Lantern')
  await composer.promptsButton.click()
  await prompts.getByRole('button', { name: 'Save prompt' }).first().click()
  const keep = page.getByRole('dialog', { name: 'Save prompt' })
  await keep.getByRole('textbox', { name: 'Name' }).fill(name)
  await keep.getByRole('combobox', { name: 'Folder' }).fill('Festivals')
  await expect(keep.getByRole('textbox', { name: 'Values of colour' })).toHaveValue('red, jade, 靛蓝')
  await expectClean(page, 'the dialog that keeps a prompt')
  await keep.getByRole('switch').click()
  await keep.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(keep).toBeHidden()
  await prompts.getByRole('tab', { name: 'Saved' }).click()
  await expect(prompts.getByRole('heading', { name: 'Festivals' })).toBeVisible()

  const colleague = await signedInAs(await newPerson())
  const theirs = (await StudioPage.open(colleague)).composer
  await theirs.write('A {colour} bowl')
  await giveValues(colleague, 'colour', 'white, black')
  await theirs.promptsButton.click()
  const team = colleague.getByRole('dialog', { name: 'Prompts' })
  await team.getByRole('tab', { name: 'Team' }).click()
  const line = team.getByRole('listitem').filter({ hasText: name })
  await expect(line).toContainText('colour: red, jade, 靛蓝')
  await expect(line.getByRole('button', { name: 'Change' })).toHaveCount(0)
  await line.getByRole('button', { name }).click()
  await expect(theirs.promptField).toHaveValue(kept)
  await expect(theirs.price).toContainText('3 × 2 = 6 runs, 6 pictures')
  // Their own words and values are one press away.
  await colleague.getByRole('button', { name: 'Undo' }).click()
  await expect(theirs.promptField).toHaveValue('A {colour} bowl')
  await expect(theirs.price).toContainText('2 runs, 2 pictures')

  await theirs.write('At night,')
  await theirs.promptsButton.click()
  await team.getByRole('tab', { name: 'Team' }).click()
  await line.hover()
  await line.getByRole('button', { name: 'Append to the prompt' }).click()
  await expect(theirs.promptField).toHaveValue(`At night, ${kept}`)
  await expect(theirs.price).toContainText('3 × 2 = 6 runs, 6 pictures')
})
