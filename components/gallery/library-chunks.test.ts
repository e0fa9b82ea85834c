import { describe, expect, test } from 'vitest'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
import { type LibraryIndex, shapeCode } from '#lib/library/index-format.ts'
import { EVERYTHING, type LibraryQuery } from '#lib/library/query.ts'
import { galleryItemWith } from '#lib/testing/gallery-item.ts'
import { type Chunk, chunksOf, takes, withFirst, withItems, withPicture } from './library-chunks.ts'
import { LibraryList, type LibrarySource } from './library-list.ts'
import { afterNews, tellsByNews } from './library-news.ts'
import { monthAt, monthsOf } from './months.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 10, 22, 12)
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** The picture at a place of a library of `count`, one an hour, the newest first; ids fall as places rise. */
const item = (place: number, count = 300) =>
  galleryItemWith(id(count - place), {
    generationId: `run ${place}`,
    madeAt: new Date(NOW - place * HOUR).toISOString(),
    prompt: `picture ${place}`,
  })

function indexOf(count: number): LibraryIndex {
  const places = Array.from({ length: count }, (_, place) => place)
  return {
    count,
    hours: Uint32Array.from(places, (place) => NOW / HOUR - place),
    shapes: Uint16Array.from(places, () => shapeCode(1.5)),
    ids: [],
    anchors: places
      .filter((place) => place % 128 === 0)
      .map((place) => ({ at: NOW - place * HOUR, id: item(place, count).id })),
  }
}

const source: LibrarySource = {
  want: () => {},
  ids: () => Promise.resolve([]),
  hasLost: () => false,
  isWhole: () => true,
  total: () => undefined,
}
const items = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, at) => item(from + at))
const listOf = (chunks: readonly Chunk[], before?: LibraryList) => new LibraryList(chunks, source, before)

describe('a library', () => {
  test('knows every shape and hour before any picture is fetched', () => {
    const list = listOf(chunksOf(indexOf(300)))
    expect([list.count, list.chunks.length, Math.round((list.ratios[299] ?? 0) * 1_000)]).toEqual([
      300, 3, 1_500,
    ])
    expect(list.hourAt(299)).toBe(NOW / HOUR - 299)
    expect([list.itemAt(150), list.indexOf(item(150).id)]).toEqual([undefined, -1])
  })

  test('takes a stretch as it was expected without another layout', () => {
    const chunks = chunksOf(indexOf(300))
    const before = listOf(chunks)
    const list = listOf(
      [chunks[0], withItems(chunks[1] as Chunk, items(128, 256)), chunks[2]] as Chunk[],
      before,
    )
    expect(list.ratios).toBe(before.ratios)
    expect(list.itemAt(150)?.prompt).toBe('picture 150')
    expect(list.indexOf(item(150).id)).toBe(150)
  })

  test('keeps on screen what came ahead of its shape, though it is not all of a stretch', () => {
    const [head] = chunksOf(indexOf(300))
    const parts = withFirst(head as Chunk, items(0, 60))
    expect(parts.map(({ ratios }) => ratios.length)).toEqual([59, 69])
    expect(parts[0]?.items).toHaveLength(59)
    for (const place of [0, 58, 59, 127]) {
      expect(parts.findIndex((each) => takes(each, item(place)))).toBe(place < 59 ? 0 : 1)
    }
    expect(withFirst(head as Chunk, items(0, 150)).map((each) => each.items?.length)).toEqual([128])
    const [only] = chunksOf(indexOf(40))
    expect(withFirst(only as Chunk, items(0, 40)).map((each) => each.items?.length)).toEqual([40])
  })

  test('patches a stretch that has become shorter, and finds what stood after it', () => {
    const chunks = chunksOf(indexOf(300))
    const before = listOf(chunks)
    const list = listOf([withItems(chunks[0] as Chunk, items(2, 128)), ...chunks.slice(1)], before)
    expect(list.count).toBe(298)
    expect(list.placeSince(before, 200)).toBe(198)
    expect(list.placeSince(before, 299)).toBe(297)
  })

  test('puts a picture into the one stretch that takes it', () => {
    const chunks = chunksOf(indexOf(300))
    for (const place of [0, 127, 128, 255, 256, 299]) {
      expect(chunks.filter((chunk) => takes(chunk, item(place)))).toEqual([chunks[Math.floor(place / 128)]])
    }
    const newest = { ...item(0), id: id(999), madeAt: new Date(NOW + HOUR).toISOString() }
    expect(takes(chunks[0] as Chunk, newest)).toBe(true)
    const head = withPicture(withItems(chunks[0] as Chunk, items(0, 128)), newest)
    expect(head.ids?.slice(0, 2)).toEqual([id(999), item(0).id])
    expect(withPicture(head, newest)).toBe(head)
  })

  test('finds its place again in a new shape, by what is after it where it is not loaded', () => {
    const before = listOf(chunksOf(indexOf(300)))
    const grown: LibraryIndex = { ...indexOf(303), anchors: indexOf(303).anchors }
    expect(listOf(chunksOf(grown)).placeSince(before, 250)).toBe(253)
  })
})

describe('news', () => {
  const loaded = () => {
    const [head, ...rest] = chunksOf(indexOf(300))
    return [withItems(head as Chunk, items(0, 128)), ...rest]
  }

  test('of what went out of sight take it from what is loaded, and say what that was', () => {
    const told = afterNews(loaded(), EVERYTHING, { type: 'hidden', generationId: 'run 7' })
    expect(told.lost).toEqual([item(7).id])
    expect(listOf(told.chunks).count).toBe(299)
  })

  test('of a mark change that tile alone', () => {
    const before = loaded()
    const { chunks } = afterNews(before, EVERYTHING, {
      type: 'marked',
      imageIds: [item(3).id],
      change: (known) => ({ ...known, rating: 5 }),
    })
    expect(chunks[0]?.items?.[3]?.rating).toBe(5)
    expect(chunks[0]?.items?.[4]).toBe(before[0]?.items?.[4])
    expect(chunks[1]).toBe(before[1])
  })

  test('of a run bring its pictures into a gallery that was empty, and take them away with it', () => {
    const run = unsentGeneration(
      {
        id: id(1),
        prompt: 'a heron',
        model: 'nano-banana-2',
        ratio: '16:9',
        tier: '1K',
        n: 1,
        temperature: null,
        referenceIds: [],
      },
      [],
      0,
    )
    const asset = { width: 3, height: 2, mime: 'image/png', bytes: 9, thumbHash: null, thumbs: true }
    const images = run.images.map((image) => ({ ...image, status: 'succeeded' as const, asset }))
    const news = { type: 'run', generation: { ...run, images }, own: true } as const
    const mine = { ...EVERYTHING, people: ['me'] }
    const { chunks } = afterNews(chunksOf(indexOf(0)), mine, news)
    expect(listOf(chunks).itemAt(0)).toMatchObject({ id: images[0]?.id, prompt: 'a heron' })
    expect(afterNews(chunks, mine, news).chunks[0]).toBe(chunks[0])
    expect(listOf(afterNews(chunksOf(indexOf(0)), mine, { ...news, own: false }).chunks).count).toBe(0)
    const deleted = { ...news, generation: { ...news.generation, deletedAt: news.generation.createdAt } }
    const told = afterNews(chunks, mine, deleted)
    expect([listOf(told.chunks).count, told.lost]).toEqual([0, [images[0]?.id]])
  })

  test('are enough for a gallery that asks for nothing but makers', () => {
    const asks = (query: Partial<LibraryQuery>) => tellsByNews({ ...EVERYTHING, ...query })
    expect([asks({}), asks({ people: ['me'] })]).toEqual([true, true])
    expect([asks({ favourite: true }), asks({ text: 'heron' }), asks({ from: '2026-01-01' })]).toEqual([
      false,
      false,
      false,
    ])
  })
})

test('months begin at their newest picture, and every place is in one', () => {
  // 2,000 hours are 83 days: from late November back into August, whatever the time zone.
  const list = listOf(chunksOf(indexOf(2_000)))
  const months = monthsOf(list)
  expect(months.map(({ month }) => month)).toEqual([10, 9, 8, 7])
  expect(months[0]?.place).toBe(0)
  for (const [at, { place }] of months.entries()) {
    expect(monthAt(months, place)).toBe(at)
    if (at > 0) expect(monthAt(months, place - 1)).toBe(at - 1)
  }
})
