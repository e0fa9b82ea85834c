import sharp from 'sharp'
import type { LineageDto } from '#lib/lineage/schema.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { expectClean } from './axe.ts'
import { RecipeDialogs } from './pages/recipe-dialogs.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { pictureFile } from './pictures.ts'
import { finishedRun, makeRun, runsAbout } from './runs.ts'
import { expect, test } from './seeded.ts'
import type { Studio } from './studio.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

async function uploaded(server: Studio, name: string): Promise<ReferenceDto> {
  const { buffer } = await pictureFile(name, '#c63')
  const answer = await server.fetch('/api/references', {
    method: 'POST',
    body: new Uint8Array(buffer),
    headers: { 'x-file-name': name },
  })
  return answer.json()
}

test('an exported picture, dropped on the composer of somebody else, restores its recipe there', async ({
  page,
  prompt,
  studio: server,
  newPerson,
  signedInAs,
}) => {
  const words = prompt('@1 在雪地里 & “quotes” <b> [sandbox: instant]')
  const fox = await uploaded(server, 'fox.png')
  const run = await makeRun(server, {
    prompt: words,
    referenceIds: [fox.id],
    ratio: '16:9',
    temperature: 0.5,
  })
  const viewer = await ViewerPage.open(page, run.images[0]?.id ?? '')
  await viewer.press('Shift+D')
  const dialogs = new RecipeDialogs(page)
  await dialogs.download.getByRole('radio', { name: /^With recipe/ }).click()
  await dialogs.download.getByRole('radio', { name: 'JPEG' }).click()
  await expectClean(page, 'the dialog that downloads')
  const file = await dialogs.save()
  expect(file.name).toMatch(/\.jpg$/)

  const theirs = await signedInAs(await newPerson())
  const studio = await StudioPage.open(theirs)
  const { references } = studio.composer
  await studio.composer.write('Something of my own')
  await references.drop({ name: 'given.jpg', mimeType: 'image/jpeg', buffer: file.buffer })
  // A reference, as any picture; its recipe is one press away.
  await references.expectOrder('given.jpg')
  const offer = studio.shell.notice('“given.jpg” carries a recipe.')
  await offer.getByRole('button', { name: 'Restore it' }).click()
  await expect(studio.composer.promptField).toHaveValue(words)
  await references.expectOrder('fox.png')
  await expect(studio.composer.setting('Aspect ratio')).toHaveAccessibleName(/16:9/)
  await expect(studio.composer.setting('Temperature')).toHaveAccessibleName(/0\.5/)
  await studio.shell.undo('Recipe restored')
  await expect(studio.composer.promptField).toHaveValue('Something of my own')
  await references.expectOrder('given.jpg')

  // Remembered: the next download begins where the last one ended. Clean, it carries nothing to restore.
  await viewer.press('Shift+D')
  await expect(dialogs.download.getByRole('radio', { name: /^With recipe/ })).toBeChecked()
  await dialogs.download.getByRole('radio', { name: /^Clean/ }).click()
  const clean = await dialogs.save()
  const { xmp, exif } = await sharp(clean.buffer).metadata()
  expect([xmp, exif]).toEqual([undefined, undefined])
})

test('a larger size is made as a new picture, after a line that says so and what it costs', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('Larger [sandbox: instant]')
  const run = await makeRun(server, { prompt: words })
  const imageId = run.images[0]?.id ?? ''
  const viewer = await ViewerPage.open(page, imageId)
  await viewer.facts.getByRole('button', { name: 'Make 4K…' }).click()
  const { resize } = new RecipeDialogs(page)
  await expect(resize.getByRole('button', { name: 'Make at 4K, about $0.151' })).toBeFocused()
  await expect(resize.getByText(/this makes a new one.*\$0\.151 and will differ/)).toBeVisible()
  await expectClean(page, 'the dialog of other sizes')
  await resize.getByRole('radio', { name: /^1K/ }).click()
  await resize.getByRole('button', { name: 'Make at 1K, about $0.067' }).click()
  await expect(resize).toBeHidden()
  await expect.poll(async () => (await runsAbout(server, words)).length).toBe(2)
  const made = (await runsAbout(server, words)).find(({ id }) => id !== run.id)
  const finished = await finishedRun(server, { id: made?.id ?? '' })
  expect(finished).toMatchObject({ tier: '1K', n: 1, prompt: words })
  const answer = await server.fetch(`/api/images/${imageId}/lineage`)
  const { edges }: LineageDto = await answer.json()
  expect(edges).toEqual([
    { from: imageId, to: finished.images[0]?.id, reference: false, derivation: 'resize' },
  ])
})

test('a lineage is walked by the arrows, and tells what differs between two pictures', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('A red fox [sandbox: instant]')
  const first = await makeRun(server, { prompt: words })
  const firstId = first.images[0]?.id ?? ''

  // Branched in the studio: the picture itself comes along as the first reference.
  const viewer = await ViewerPage.open(page, firstId)
  await viewer.facts.getByRole('button', { name: 'Branch from this' }).click()
  const studio = await StudioPage.on(page)
  await expect(studio.composer.references.tiles).toHaveCount(1)
  await expect(studio.composer.promptField).toHaveValue(words)
  const changed = words.replace('red', 'grey')
  await studio.composer.write(changed)
  await studio.composer.generate()
  await expect.poll(async () => (await runsAbout(server, changed)).length).toBe(1)
  const second = await finishedRun(server, { id: (await runsAbout(server, changed))[0]?.id ?? '' })
  const secondId = second.images[0]?.id ?? ''

  await page.goto(`/images/${secondId}`)
  const panel = (await ViewerPage.on(page)).facts
  await expect(panel.getByRole('heading', { name: 'Made from' })).toBeVisible()
  await panel.getByRole('link', { name: 'Show the lineage' }).click()
  await expect(page).toHaveURL(new RegExp(`/lineage/${secondId}$`))
  await expectClean(page, 'a lineage')

  const graph = page.getByRole('region', { name: 'Lineage of the picture' })
  const here = graph.locator(`[data-picture="${secondId}"]`)
  const before = graph.locator(`[data-picture="${firstId}"]`)
  await here.focus()
  await page.keyboard.press('ArrowLeft')
  await expect(before).toBeFocused()
  await expect(before).toHaveAccessibleName(/1 step back, picked$/)

  const difference = page.getByRole('complementary', { name: 'Difference' })
  await expect(difference.getByRole('deletion')).toHaveText('red')
  await expect(difference.getByRole('insertion')).toHaveText('grey')
  await expect(difference.getByRole('heading', { name: 'References added' })).toBeVisible()
  await page.keyboard.press('Space')
  await expect(difference.getByText('Pick two pictures to see what differs.')).toBeVisible()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/images/${firstId}$`))
})

test('a picture for a story is asked for in its shape, and downloaded at exactly its size', async ({
  page,
  prompt,
  studio: server,
}) => {
  const words = prompt('For a story [sandbox: instant]')
  const studio = await StudioPage.open(page)
  await studio.composer.write(words)
  const ratios = await studio.composer.openSetting('Aspect ratio')
  await ratios.getByRole('combobox', { name: 'For a use' }).selectOption({ label: 'Story, 1080 × 1920' })
  await expect(ratios.getByText('9:16 at 2K, cut to 1080 × 1920 on download')).toBeVisible()
  await expectClean(page, 'the uses of a ratio')
  await page.keyboard.press('Escape')
  await expect(studio.composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 9:16, Story')
  await studio.composer.generate()
  await expect.poll(async () => (await runsAbout(server, words)).length).toBe(1)
  const run = await finishedRun(server, { id: (await runsAbout(server, words))[0]?.id ?? '' })
  expect(run).toMatchObject({ ratio: '9:16', tier: '2K', useCase: 'story' })

  const viewer = await ViewerPage.open(page, run.images[0]?.id ?? '')
  await viewer.press('Shift+D')
  const dialogs = new RecipeDialogs(page)
  await dialogs.download.getByRole('radio', { name: /^Clean/ }).click()
  await expect(dialogs.download.getByRole('combobox', { name: 'Size' })).toHaveValue('story')
  const { name, buffer } = await dialogs.save()
  expect(name).toContain('1080x1920.png')
  expect(await sharp(buffer).metadata()).toMatchObject({ format: 'png', width: 1080, height: 1920 })
})
