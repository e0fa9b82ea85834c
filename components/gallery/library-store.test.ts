import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { ANCHOR_EVERY, type LibraryIndex } from '#lib/library/index-format.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { EVERYTHING } from '#lib/library/query.ts'
import { galleryItemWith } from '#lib/testing/gallery-item.ts'
import { LibraryStore } from './library-store.ts'

const server = vi.hoisted(() => ({
  index: vi.fn<(search: string, signal: AbortSignal) => Promise<LibraryIndex>>(),
  items: vi.fn<(ids: readonly string[]) => Promise<GalleryItemDto[]>>(),
}))
vi.mock('#lib/library/client.ts', () => ({
  fetchLibraryIndex: server.index,
  fetchFirstItems: () => Promise.resolve([]),
  fetchLibraryCount: () => Promise.resolve(0),
  fetchItemsById: server.items,
}))

/** A ranked answer that counts so many and lists these. */
const listing = (ids: string[], count = ids.length): LibraryIndex => ({
  count,
  hours: new Uint32Array(ids.length),
  shapes: new Uint16Array(ids.length),
  ids,
  anchors: [],
})
const found = (count: number) => listing([], count)
const marked = () => tellLibraries({ type: 'marked', imageIds: [], change: (item) => item })
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

let store: LibraryStore

beforeEach(async () => {
  vi.useFakeTimers()
  server.index.mockReset().mockResolvedValue(found(3))
  server.items.mockReset().mockResolvedValue([])
  store = new LibraryStore({ ...EVERYTHING, text: 'tea' })
  store.open(true)
  await pass(0)
  expect(store.view()).toMatchObject({ state: 'whole', total: 3 })
})

afterEach(() => {
  store.dispose()
  vi.useRealTimers()
})

it('asks again some time after news, once', async () => {
  marked()
  await pass(1_000)
  marked()
  expect(server.index).toHaveBeenCalledTimes(1)
  server.index.mockResolvedValue(found(4))
  await pass(1_000)
  expect(server.index).toHaveBeenCalledTimes(2)
  expect(store.view().total).toBe(4)
})

it('asks at once where anything may have changed, also while news wait', async () => {
  marked()
  server.index.mockResolvedValue(found(5))
  tellLibraries({ type: 'reset' })
  await pass(0)
  expect(store.view().total).toBe(5)
})

it('waits for an answer that is on its way, whatever news come meanwhile', async () => {
  const slow = Promise.withResolvers<LibraryIndex>()
  server.index.mockReturnValueOnce(slow.promise)
  marked()
  await pass(2_000)
  for (let seconds = 0; seconds < 7; seconds++) {
    marked()
    await pass(1_000)
  }
  expect(server.index).toHaveBeenCalledTimes(2)
  slow.resolve(found(6))
  await pass(0)
  expect(store.view().total).toBe(6)
  server.index.mockResolvedValue(found(7))
  await pass(2_000)
  expect(store.view().total).toBe(7)
})

it('shows nothing afresh that it has not got, also to whoever went on meanwhile', async () => {
  const ids = Array.from({ length: 3 * ANCHOR_EVERY }, (_, at) => `picture ${at}`)
  const items = (wanted: readonly string[]) => wanted.map((id) => galleryItemWith(id))
  server.index.mockResolvedValue(listing(ids))
  server.items.mockImplementation((wanted) => Promise.resolve(items(wanted)))
  tellLibraries({ type: 'reset' })
  await pass(0)
  const far = 2 * ANCHOR_EVERY + ANCHOR_EVERY / 2
  const look = async (start: number) => {
    store.view().list.want('rows', start, start + 10)
    await pass(1_000)
  }
  await look(0)

  const slow = Promise.withResolvers<void>()
  server.items.mockImplementationOnce((wanted) => slow.promise.then(() => items(wanted)))
  tellLibraries({ type: 'reset' })
  await pass(0)
  await look(far)
  expect(store.view().list.itemAt(far)?.id).toBe(ids[far])
  const seen: (string | undefined)[] = []
  store.subscribe(() => seen.push(store.view().list.itemAt(far)?.id))
  slow.resolve()
  await pass(0)
  expect(seen).toEqual([ids[far]])
})
