import type { Page } from 'playwright/test'
import sharp from 'sharp'
import type { BoardDto } from '#lib/boards/schema.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import type { LibraryItemsDto } from '#lib/library/schema.ts'
import { expectClean } from './axe.ts'
import { SearchHeader } from './pages/search-header.ts'
import { addColleague } from './people.ts'
import { expect, test } from './seeded.ts'
import { asSession, enterContext } from './session.ts'
import type { Studio } from './studio.ts'

const tiles = (page: Page) => page.getByRole('main').locator('a[data-picture]')

async function found(studio: Studio, query: string): Promise<GalleryItemDto[]> {
  const answer = await studio.fetch(`/api/library/items?${query}`)
  const { items }: LibraryItemsDto = await answer.json()
  return items
}

async function count(studio: Studio, query: string): Promise<number> {
  return (await (await studio.fetch(`/api/library/count?${query}`)).json()).count
}

test('finds English words while they are typed, and shows where they stand', async ({ page, studio }) => {
  const header = await SearchHeader.open(page)
  // Keys are heard once the page's scripts are there, as its pictures are.
  await expect(tiles(page).first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(header.field).toBeFocused()
  await page.keyboard.type('ripe ban')
  await header.expectQuery('q=ripe ban')
  const all = await count(studio, 'q=ripe+ban')
  expect(all).toBeGreaterThan(5)
  await header.expectCount(all)
  await expect(header.suggestions.getByRole('option').first().locator('mark')).toHaveText(['ripe', 'ban'])
  await page.keyboard.press('Enter')
  await expect(header.suggestions).toBeHidden()
  await tiles(page).first().hover()
  await expect(page.locator('[data-hits]').first().locator('mark')).toHaveText(['ripe', 'ban'])
  await expect(header.field).toBeFocused()
  await page.keyboard.press('Escape')
  await header.expectQuery('')
  // What was typed letter by letter is one step of the history.
  await page.goBack()
  await header.expectQuery('q=ripe ban')
  await page.goBack()
  await header.expectQuery('')
  await expect(header.field).toHaveValue('')
})

for (const word of ['蕉', '香蕉']) {
  test(`finds the Chinese word ${word}, as an input method spells it`, async ({ page, studio }) => {
    const header = await SearchHeader.open(page)
    await header.field.focus()
    const session = await page.context().newCDPSession(page)
    // Letters that are being put together are not searched for.
    await session.send('Input.imeSetComposition', { text: 'xiang', selectionStart: 5, selectionEnd: 5 })
    await expect(header.field).toHaveValue('xiang')
    await session.send('Input.insertText', { text: word })
    await header.expectQuery(`q=${word}`)
    const pictures = await found(studio, `q=${encodeURIComponent(word)}`)
    expect(pictures.length).toBeGreaterThan(5)
    await expect(header.suggestions.getByRole('option').first().locator('mark').first()).toHaveText(word)
    await page.keyboard.press('Enter')
    await header.expectCount(await count(studio, `q=${encodeURIComponent(word)}`))
    await tiles(page).first().hover()
    await expect(page.locator('[data-hits]').first().locator('mark').first()).toHaveText(word)
  })
}

test('suggests boards by their names, and shows what is on the one that is taken', async ({
  page,
  studio,
}) => {
  const { items }: { items: BoardDto[] } = await (await studio.fetch('/api/boards')).json()
  const board = items.find(({ name, count }) => count > 0 && /^\w{4,} /.test(name))
  if (!board) throw new Error('no board with pictures and a name of words')
  const header = await SearchHeader.open(page)
  await header.field.fill(board.name)
  await header.suggestions
    .getByRole('group', { name: 'Boards' })
    .getByRole('option', { name: board.name, exact: true })
    .first()
    .click()
  await header.expectQuery(`board=${board.id}`)
  await header.expectCount(await count(studio, `board=${board.id}`))
  await expect(header.field).toHaveValue('')
})

test('finds a picture by its tag and by its note, and shows that it was these', async ({ page, studio }) => {
  const [first, second] = await found(studio, 'q=banana')
  if (!first || !second) throw new Error('no pictures of bananas')
  const send = (path: string, method: string, body: object) =>
    studio.fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const tagged = await send('/api/images/marks', 'POST', {
    imageIds: [first.id],
    addTags: ['zephyr 春季提案'],
  })
  expect(tagged.status).toBe(200)
  const noted = await send(`/api/images/${second.id}`, 'PATCH', { note: 'The client calls it zephyr.' })
  expect(noted.status).toBe(200)

  const header = await SearchHeader.open(page, 'q=zephyr')
  await header.expectCount(2)
  for (const { id, words } of [
    { id: first.id, words: 'zephyr 春季提案' },
    { id: second.id, words: 'The client calls it zephyr.' },
  ]) {
    const tile = page.locator(`a[data-picture="${id}"]`)
    const hits = page.locator('li').filter({ has: tile }).locator('[data-hits]')
    await tile.hover()
    await expect(hits).toContainText(words)
    await expect(hits.locator('mark')).toHaveText('zephyr')
  }
})

test('each filter stands in the address, and finds as many as it promised', async ({ page, studio }) => {
  const header = await SearchHeader.open(page)
  for (const [filter, name] of [
    ['Person', 'person'],
    ['Board', 'board'],
    ['Model', 'model'],
    ['Size', 'size'],
    ['Ratio', 'ratio'],
    ['Rating', 'rating'],
    ['Tag', 'tag'],
    ['References', 'references'],
    ['Kit', 'kit'],
    ['Status', 'status'],
  ] as const) {
    const panel = await header.openFilter(filter)
    const values = await header.counts(panel)
    const value = values.findLast((each) => each.count > 0) ?? { name: '', count: 0 }
    expect(value.count, filter).toBeGreaterThan(0)
    const row = `${value.name} ${value.count.toLocaleString('en')}`
    await panel.getByRole('checkbox', { name: row, exact: true }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get(name), filter).not.toBeNull()
    await header.expectCount(value.count)
    expect(await count(studio, new URL(page.url()).search.slice(1)), filter).toBe(value.count)
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await header.letGo(filter).click()
    await header.expectQuery('')
    // Drawn as well: the next filter counts what is drawn.
    await expect(header.letGo(filter)).toHaveCount(0)
  }
})

test('one’s own pictures and favourites say how many they are before they are pressed', async ({
  page,
  studio,
}) => {
  const header = await SearchHeader.open(page)
  for (const [name, search] of [
    ['Mine', 'person=me'],
    ['Favourites', 'favourite=1'],
  ] as const) {
    const words = `${(await count(studio, search)).toLocaleString('en')} pictures`
    const tip = page.locator('[popover=manual]').filter({ hasText: words })
    // Pages hear of a pointer once their script is there.
    await expect(async () => {
      await header.chip('Model').hover()
      await header.root.getByRole('button', { name }).hover()
      await expect(tip).toBeVisible({ timeout: 1_500 })
    }).toPass()
  }
})

test('filters add up, Back undoes one at a time, and all go at once', async ({ page }) => {
  const header = await SearchHeader.open(page)
  const dates = await header.openFilter('Date')
  await dates.getByRole('button', { name: /^Past year/ }).click()
  await page.keyboard.press('Escape')
  await header.root.getByRole('button', { name: 'Mine' }).click()
  await header.root.getByRole('button', { name: 'Favourites' }).click()
  await expect(header.chip('Date')).toHaveAccessibleName('Date: Past year')
  const { searchParams } = new URL(page.url())
  expect([...searchParams.keys()].sort()).toEqual(['favourite', 'from', 'person'])
  await page.goBack()
  await expect(header.root.getByRole('button', { name: 'Favourites' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await expect(header.root.getByRole('button', { name: 'Mine' })).toHaveAttribute('aria-pressed', 'true')
  await header.root.getByRole('button', { name: 'Clear all' }).click()
  await header.expectQuery('')
  await page.reload()
  await header.expectQuery('')
})

test.describe('far from Greenwich', () => {
  const timezoneId = 'Pacific/Auckland'
  test.use({ timezoneId })

  test('days are those of the person, from the first visit on', async ({ page, studio }) => {
    const newest = await found(studio, 'limit=256')
    const perDay = (zone: string) => {
      const days = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone })
      return Map.groupBy(newest, ({ madeAt }) => days.format(new Date(madeAt)))
    }
    const [theirs, greenwich] = [perDay(timezoneId), perDay('UTC')]
    // The last day may go on beyond what was asked for.
    const [day, pictures] =
      [...theirs].slice(0, -2).find(([day, all]) => all.length !== greenwich.get(day)?.length) ?? []
    if (!day || !pictures) throw new Error('every day is the same everywhere')
    const header = await SearchHeader.open(page, `from=${day}&to=${day}`)
    await header.expectCount(pictures.length)
    await expect(tiles(page)).toHaveCount(pictures.length)
    await page.reload()
    await header.expectCount(pictures.length)
  })
})

test('a search is saved, shared, and shows a colleague what they may see, by keyboard alone', async ({
  page,
  studio,
  browser,
}) => {
  const header = await SearchHeader.open(page)
  await expect(tiles(page).first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(header.field).toBeFocused()
  await page.keyboard.type('banana')
  await header.expectQuery('q=banana')
  await expect(header.suggestions.getByRole('option').first()).toHaveText(/^banana/)
  await page.keyboard.press('ArrowDown')
  await expect(header.suggestions.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await header.expectQuery('tag=banana')
  await expect(header.root.getByRole('button', { name: 'Save search' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('save the search')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Save search' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('Yellow things')
  await dialog.getByRole('switch', { name: 'Share with the team' }).press('Space')
  await dialog.getByLabel('Name').press('Enter')
  await expect(dialog).toBeHidden()
  await expect(header.root.getByRole('button', { name: 'Saved search: Yellow things' })).toBeVisible()

  const colleague = await addColleague(studio, 'member', 'Nora')
  const session = asSession(studio.url, () => studio.signIn(colleague))
  const context = await browser.newContext({ baseURL: studio.url })
  await enterContext(context, session)
  const theirs = await context.newPage()
  const seen = (await (await session.fetch('/api/library/count?tag=banana')).json()).count
  expect(seen).toBeGreaterThan(0)
  await theirs.goto('/boards')
  const tile = theirs.getByRole('link', { name: /Yellow things/ })
  await expect(tile).toContainText(`${seen} pictures · Shared by`)
  await tile.click()
  const their = await SearchHeader.on(theirs)
  await their.expectQuery('tag=banana')
  await their.expectCount(seen)
  await expect(their.root.getByRole('img', { name: 'Saved search: Yellow things' })).toBeVisible()
  await context.close()

  await header.root.getByRole('button', { name: 'Saved search: Yellow things' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Delete saved search' }).press('Enter')
  await expect(header.root.getByRole('button', { name: 'Save search' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(header.root.getByRole('button', { name: 'Saved search: Yellow things' })).toBeVisible()
})

test.describe('a picture in place of words', () => {
  test.use({ expectedProblems: ['415 (Unsupported Media Type)'] })

  test('a picture that is dropped is found, and its recipe with it; another one by its look', async ({
    page,
    studio,
  }) => {
    const [picture] = await found(studio, 'person=me&references=without')
    if (!picture) throw new Error('the owner has made no picture')
    const file = await studio.fetch(`/api/images/${picture.id}/file`)
    const mimeType = file.headers.get('content-type') ?? ''
    const bytes = Buffer.from(await file.arrayBuffer())
    const header = await SearchHeader.open(page)
    await header.drop({ name: 'from a client.png', mimeType, buffer: bytes })
    await expect.poll(() => new URL(page.url()).searchParams.get('like')).not.toBeNull()
    await expect(header.root.getByText('This picture is in your studio')).toBeVisible()
    await expect(header.root.getByText('by colour and layout, not by meaning')).toBeVisible()
    const id = new URL(page.url()).searchParams.get('like')
    // Files of a seeded library are shared by pictures; the one that is found is one of those that it is.
    const one = await (await studio.fetch(`/api/images/${id}`)).json()
    await header.root.getByRole('button', { name: 'Reuse its recipe' }).click()
    await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue(one.generation.prompt)

    await SearchHeader.open(page)
    // Small, in another format and without its recipe: other bytes that look the same.
    const other = await sharp(bytes).resize(300).jpeg().toBuffer()
    await header.drop({ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: other })
    await expect.poll(() => new URL(page.url()).searchParams.get('look')).toMatch(/^[0-9a-f]{64}$/)
    await expect(header.root.getByRole('img', { name: 'The picture you brought' })).toBeVisible()
    await expect(tiles(page).first()).toBeVisible()

    await header.drop({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') })
    await expect(
      page.getByRole('region', { name: 'Notices' }).getByText('“notes.txt” cannot be read as a picture'),
    ).toBeVisible()
  })
})

test('the header and what opens from it have no accessibility faults', async ({ page }) => {
  const header = await SearchHeader.open(page, 'q=banana&model=nano-banana-2')
  await expect(tiles(page).first()).toBeVisible()
  await expectClean(page, 'a search')
  await header.openFilter('Tag')
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  await expectClean(page, 'a filter')
  await page.keyboard.press('Escape')
  await header.field.fill('rip')
  await expect(header.suggestions).toBeVisible()
  await expectClean(page, 'suggestions')
  await page.setViewportSize({ width: 390, height: 844 })
  await header.root.getByRole('button', { name: /^Filters/ }).click()
  await page.getByRole('dialog', { name: 'Filters' }).getByText('Ratio').click()
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  await expectClean(page, 'filters on a phone')
})
