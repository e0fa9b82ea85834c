import { expectClean } from './axe.ts'
import { EventStream } from './event-stream.ts'
import { expect, test } from './fixtures.ts'
import { Composer } from './pages/composer.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { StudioPage } from './pages/studio-page.ts'
import { makeRun } from './runs.ts'

test('a colleague’s picture arrives in an open gallery, and leaves it when it is made private', async ({
  expectedProblems,
  newPerson,
  page,
  prompt,
  signedInAs,
}) => {
  // Whoever has it open when it is hidden may ask for it once more.
  expectedProblems.push('404 (Not Found)')
  const mei = await newPerson({ name: 'Mei' })
  const theirs = await signedInAs(mei)
  const gallery = await GalleryPage.open(page)
  const words = prompt('A heron in the reeds [sandbox: instant]')

  const studio = await StudioPage.open(theirs)
  await studio.composer.write(words)
  await studio.composer.generate()
  await expect(gallery.pictureBy(words, 'Mei')).toBeVisible()
  // One's own workspace holds one's own runs.
  const own = await StudioPage.open(page)
  await expect(own.run(words).whole).toHaveCount(0)

  await GalleryPage.open(page)
  const viewer = await gallery.openPicture(words, 'Mei')
  await expect(viewer.facts).toContainText('Mei')
  await expect(viewer.facts.getByRole('switch')).toHaveCount(0)

  const hers = await GalleryPage.open(theirs, 'person=me')
  const panel = (await hers.openPicture(words)).facts
  await panel.getByRole('switch', { name: 'Only I see this' }).check()
  await expect(panel.getByText('Nobody else in the studio sees this picture.')).toBeVisible()
  await theirs.keyboard.press('Escape')
  await expect(hers.picture(`${words}, only you see it`)).toBeVisible()

  // Its neighbour takes its place in the viewer, where there is one.
  await expect(page.getByText(words)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(viewer.dialog).toHaveCount(0)
  await expect(gallery.pictureBy(words, 'Mei')).toHaveCount(0)
})

test('what is private from its first moment is nobody else’s: not in a page, not by its address, not in an event', async ({
  newPerson,
  page,
  prompt,
  signedInAs,
  studio,
  expectedProblems,
}) => {
  const mei = await newPerson({ name: 'Mei' })
  const theirs = await signedInAs(mei)
  const news = await EventStream.open(studio)
  const gallery = await GalleryPage.open(page)

  const words = prompt('Kept to herself [sandbox: instant]')
  const composer = (await StudioPage.open(theirs)).composer
  await composer.private.click()
  await expect(composer.private).toHaveAttribute('aria-pressed', 'true')
  await composer.write(words)
  // The choice outlives a reload with the rest of the draft.
  await expect.poll(() => theirs.evaluate(() => localStorage.getItem('bunch.draft'))).toContain('private=1')
  await theirs.reload()
  await expect(new Composer(theirs).private).toHaveAttribute('aria-pressed', 'true')
  await composer.generate()
  const hers = (await StudioPage.on(theirs)).run(words)
  await expect(hers.whole.getByText('Only you see this')).toBeAttached()
  await expect(hers.pictures.first()).toBeVisible()

  const seen = prompt('Seen by all [sandbox: instant]')
  const after = await makeRun(mei, { prompt: seen })
  await expect(gallery.pictureBy(seen, 'Mei')).toBeVisible()
  await expect.poll(() => news.text).toContain(after.id)
  const [run] = (await (await mei.fetch('/api/generations?')).json()).items.filter(
    (each: { prompt: string }) => each.prompt === words,
  )
  const imageId = run.images[0].id
  expect(news.text).not.toContain(run.id)
  expect(news.text).not.toContain(imageId)
  expect(news.text).not.toContain(words)
  news.close()
  for (const path of [
    `/api/generations/${run.id}`,
    `/api/images/${imageId}`,
    `/api/images/${imageId}/file`,
    `/api/images/${imageId}/thumb/320`,
    `/images/${imageId}`,
  ]) {
    expect((await mei.fetch(path)).status, path).toBe(200)
    expect((await studio.fetch(path)).status, path).toBe(404)
  }
  expect(await (await studio.fetch('/api/library/items')).text()).not.toContain(imageId)
  expect(await (await studio.fetch('/gallery')).text()).not.toContain(imageId)
  expectedProblems.push(`/images/${imageId}`)
  await page.goto(`/images/${imageId}`)
  await expect(page.getByRole('heading', { name: 'This page is not here' })).toBeVisible()
  await expect(page.getByText(words)).toHaveCount(0)
})

test('whose pictures are shown is chosen by key, and stays in the address', async ({
  newPerson,
  page,
  prompt,
  studio,
}) => {
  const mei = await newPerson({ name: 'Mei of the scopes' })
  const [mine, theirs] = [prompt('By me [sandbox: instant]'), prompt('By Mei [sandbox: instant]')]
  await makeRun(studio, { prompt: mine })
  await makeRun(mei, { prompt: theirs })
  const gallery = await GalleryPage.open(page)
  await expect(gallery.picture(mine)).toBeVisible()
  await expect(gallery.pictureBy(theirs, mei.name)).toBeVisible()

  await gallery.filters.getByRole('button', { name: 'Mine' }).press('Enter')
  await expect(page).toHaveURL(/\/gallery\?person=me$/)
  await expect(gallery.picture(mine)).toBeVisible()
  await expect(gallery.pictureBy(theirs, mei.name)).toHaveCount(0)

  await gallery.filters.getByRole('button', { name: 'Mine' }).press('Enter')
  await gallery.filters.getByRole('button', { name: 'Person' }).press('Enter')
  const choice = page.getByRole('checkbox', { name: mei.name })
  await expect(choice).toBeVisible()
  await expectClean(page, 'choice of a person')
  await choice.press('Space')
  await expect(page).toHaveURL(new RegExp(`person=${mei.id}$`))
  await expect(gallery.pictureBy(theirs, mei.name)).toBeVisible()
  await expect(gallery.picture(mine)).toHaveCount(0)
  await page.reload()
  await expect(gallery.filters.getByRole('button', { name: `Person: ${mei.name}` })).toBeVisible()
  await expect(gallery.pictureBy(theirs, mei.name)).toBeVisible()
})

test('a viewer looks: no composer, and nothing that makes or changes a picture', async ({
  newPerson,
  prompt,
  signedInAs,
  studio,
}) => {
  const words = prompt('To be looked at [sandbox: instant]')
  await makeRun(studio, { prompt: words })
  const page = await signedInAs(await newPerson({ role: 'viewer' }))
  await page.goto('/')
  await expect(new Composer(page).frame).toHaveCount(0)
  await expectClean(page, 'a viewer’s studio')
  await page.getByRole('link', { name: 'Go to the gallery' }).click()
  const gallery = await GalleryPage.on(page)
  const { facts } = await gallery.openPicture(words, 'owner')
  await expect(facts.getByRole('button', { name: 'Copy link' })).toBeVisible()
  for (const name of ['Use as reference', 'Reuse everything', 'Delete']) {
    await expect(facts.getByRole('button', { name })).toHaveCount(0)
  }
  await expect(facts.getByRole('switch')).toHaveCount(0)
})
