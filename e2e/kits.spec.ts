import type { KitDto } from '#lib/kits/schema.ts'
import { expectClean } from './axe.ts'
import { KitPage } from './pages/kits-page.ts'
import { Shell } from './pages/shell.ts'
import { StudioPage } from './pages/studio-page.ts'
import { ViewerPage } from './pages/viewer-page.ts'
import { pictureFile } from './pictures.ts'
import { finishedRun, runsAbout } from './runs.ts'
import { expect, test } from './seeded.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('a kit is made, applied by a colleague, and moves on; the picture keeps what it was made with', async ({
  page,
  prompt,
  gateway,
  newPerson,
  signedInAs,
}) => {
  test.setTimeout(120_000)
  const name = prompt('Spring line')
  const kit = await KitPage.make(page, name)
  await kit.add(await pictureFile('bottle.png', 'teal'), await pictureFile('mood.png', 'plum'))
  await kit.expectOrder('bottle.png', 'mood.png')
  await kit.giveRole(1, 'Product')
  await kit.giveRole(2, 'Style')
  await kit.tile(2).focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await kit.expectOrder('mood.png', 'bottle.png')
  await kit.standingText.fill('Soft light, no people.')
  const words = page.getByRole('textbox', { name: 'Forbidden words' })
  await words.fill('Rival')
  await words.press('Enter')
  await page.getByRole('combobox', { name: 'Aspect ratio' }).selectOption('3:4')
  await kit.save(2)
  await expect(kit.versions).toHaveCount(2)
  await expectClean(page, 'a kit')
  const { id } = kit

  // A colleague, who has never seen these references, applies it with one click.
  const colleague = await newPerson({ name: 'Mei' })
  const theirs = await signedInAs(colleague)
  const studio = await StudioPage.open(theirs)
  const { composer } = studio
  await composer.frame.getByRole('button', { name: 'Kit: None' }).click()
  await theirs.getByRole('dialog', { name: 'Kit' }).getByRole('button', { name }).click()
  await composer.references.expectOrder('mood.png, style', 'bottle.png, product')
  await expect(composer.setting('Aspect ratio')).toHaveAccessibleName('Aspect ratio: 3:4')
  await expect(composer.frame.getByText('Objects 2 of 10')).toBeVisible()

  const wish = prompt('On wet moss [sandbox: instant]')
  await composer.write(`${wish} like rival’s`)
  await expect(composer.frame.getByText(`“Rival” is not used with the kit ${name}`)).toBeVisible()
  await composer.generate()
  expect(await runsAbout(colleague, wish)).toEqual([])

  await composer.write(wish)
  const sent = [
    'Image 1 is a style reference: take its style, not its content.',
    'Image 2 is the product: keep its shape, colours and lettering.',
    '',
    wish,
    '',
    'Soft light, no people.',
  ].join('\n')
  await composer.frame.getByText('What the model sees').click()
  await expect(composer.frame.getByText(sent, { exact: true })).toBeVisible()
  await expectClean(theirs, 'the composer with a kit')
  await composer.generate()
  await expect.poll(() => gateway.callCount(sent)).toBe(1)
  const [asked] = await runsAbout(colleague, wish)
  if (!asked) throw new Error('no run')
  const run = await finishedRun(colleague, asked)

  // Kit and roles survive a reload, as the draft and the address hold them.
  await theirs.reload()
  await expect(composer.frame.getByRole('button', { name: `Kit: ${name}` })).toBeVisible()
  await composer.references.expectOrder('mood.png, style', 'bottle.png, product')

  await kit.standingText.fill('Hard light.')
  await kit.save(3)
  await expect(kit.versions.first()).toContainText('standing text')
  const viewer = await ViewerPage.open(theirs, run.images[0]?.id ?? '')
  await expect(viewer.facts.getByRole('link', { name })).toBeVisible()
  await expect(viewer.facts.getByText('version 2', { exact: true })).toBeVisible()
  await viewer.facts.getByText('What the model was sent').click()
  await expect(viewer.facts.getByText('Soft light, no people.')).toBeVisible()

  // To the colleague it is there to look at and to copy; its owner takes the old version back as a new one.
  const seen = await KitPage.open(theirs, id, name)
  await expect(seen.standingText).not.toBeEditable()
  await expect(seen.versions).toHaveCount(3)
  await expect(theirs.getByRole('button', { name: 'Restore version 2' })).toHaveCount(0)
  await expect(theirs.getByRole('link', { name: '1 picture made with it' })).toBeVisible()
  await page.getByRole('button', { name: 'Restore version 2' }).click()
  await expect(new Shell(page).notice('Version 2 is back, as version 4.')).toBeVisible()
  await expect(kit.standingText).toHaveValue('Soft light, no people.')
})

test('a kit is made of the composer’s references, archived, deleted and brought back', async ({
  page,
  prompt,
}) => {
  const name = prompt('From the composer')
  const shell = new Shell(page)
  const { composer } = await StudioPage.open(page)
  await composer.references.choose(await pictureFile('face.png', 'coral'))
  await composer.references.expectOrder('face.png')
  await composer.references.tile(/^Reference 1/).click()
  await page.getByRole('menuitemradio', { name: 'Subject' }).click()
  await expect(composer.frame.getByText('Characters 1 of 4')).toBeVisible()
  await composer.frame.getByRole('button', { name: 'Kit: None' }).click()
  const panel = page.getByRole('dialog', { name: 'Kit' })
  await panel.getByRole('button', { name: 'New kit from this reference' }).click()
  await panel.getByRole('textbox', { name: 'Name of the kit' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(composer.frame.getByRole('button', { name: `Kit: ${name}` })).toBeVisible()

  await composer.frame.getByRole('button', { name: `Kit: ${name}` }).click()
  await panel.getByRole('button', { name: 'Take off' }).click()
  await expect(composer.references.tiles).toHaveCount(0)
  await shell.undo('The kit is taken off.')
  await composer.references.expectOrder('face.png, subject')

  const { items } = (await (await page.request.get('/api/kits')).json()) as { items: KitDto[] }
  const id = items.find((each) => each.name === name)?.id ?? ''
  await KitPage.open(page, id, name)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect(page.getByText('This kit is archived')).toBeVisible()
  await page.getByRole('button', { name: 'Bring back' }).click()
  await expect(page.getByText('This kit is archived')).toBeHidden()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete kit' }).click()
  await expect(page.getByRole('heading', { name: 'Kits', level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name })).toHaveCount(0)
  await shell.undo(`${name} deleted`)
  await expect(page.getByRole('main').getByRole('link', { name })).toBeVisible()
})

test('who saves over a version that they have not seen is told, and keeps what they wrote', async ({
  page,
  prompt,
  expectedProblems,
}) => {
  // The studio refuses: 409.
  expectedProblems.push('/api/kits/')
  const kit = await KitPage.make(page, prompt('Two at once'))
  await kit.standingText.fill('Mine.')
  const made = (await (await page.request.get(`/api/kits/${kit.id}`)).json()) as KitDto
  const content = { ...made.content, standingText: 'Theirs.' }
  await page.request.put(`/api/kits/${kit.id}`, { data: { name: made.name, version: 1, content } })
  // Told at once, before anybody asks; and refused where somebody saves all the same.
  await expect(page.getByText('Somebody saved version 2 meanwhile.')).toBeVisible()
  await page.getByRole('button', { name: 'Save as version 2' }).click()
  await expect(page.getByText('Somebody saved version 2 while you worked on version 1.')).toBeVisible()
  await expect(kit.standingText).toHaveValue('Mine.')
  await page.getByRole('button', { name: 'Show version 2' }).click()
  await expect(kit.standingText).toHaveValue('Theirs.')
})
