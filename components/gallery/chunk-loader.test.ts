import { beforeEach, expect, test, vi } from 'vitest'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import { ANCHOR_EVERY, type LibraryIndex } from '#lib/library/index-format.ts'
import { ChunkLoader } from './chunk-loader.ts'
import { type Chunk, chunksOf } from './library-chunks.ts'
import { LibraryList } from './library-list.ts'

const CHUNKS = 80

interface Request {
  at: number
  signal: AbortSignal
  answer(): void
  fail(): void
}

let chunks: Chunk[]
let requests: Request[]
let whole: boolean
let loader: ChunkLoader

function list(): LibraryList {
  const source = {
    want: () => {},
    ids: () => Promise.resolve([]),
    hasLost: () => false,
    isWhole: () => whole,
    total: () => undefined,
  }
  return new LibraryList(chunks, source)
}

beforeEach(() => {
  vi.useFakeTimers()
  const count = CHUNKS * ANCHOR_EVERY
  const index: LibraryIndex = {
    count,
    hours: new Uint32Array(count),
    shapes: new Uint16Array(count),
    ids: [],
    anchors: Array.from({ length: CHUNKS }, (_, at) => ({ at, id: String(at) })),
  }
  chunks = chunksOf(index)
  requests = []
  whole = true
  loader = new ChunkLoader({
    list: () => (whole ? list() : null),
    fetch(chunk, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<GalleryItemDto[]>()
      const at = chunks.indexOf(chunk)
      requests.push({ at, signal, answer: () => resolve([]), fail: () => reject(new Error('offline')) })
      return promise
    },
    put(at, items) {
      const chunk = chunks[at]
      if (chunk) chunks[at] = { ...chunk, items }
      for (const old of loader.surplus(list(), chunks)) {
        const surplus = chunks[old]
        if (surplus) chunks[old] = { ...surplus, items: null }
      }
    },
  })
  return () => vi.useRealTimers()
})

/** Looks at some places within a stretch, far from both its ends. */
const look = (at: number) => loader.want('rows', at * ANCHOR_EVERY + 60, at * ANCHOR_EVERY + 68)
const asked = () => requests.map(({ at }) => at)
const settle = () => vi.advanceTimersByTimeAsync(0)

test('fetches the stretch that is looked at, and its neighbour when that is near', async () => {
  look(3)
  expect(asked()).toEqual([3])
  loader.want('rows', 3 * ANCHOR_EVERY + 64, 4 * ANCHOR_EVERY - 10)
  expect(asked()).toEqual([3, 4])
  for (const request of requests) request.answer()
  await settle()
  loader.pump()
  expect(asked()).toEqual([3, 4])
})

test('waits for the shape of the whole library', () => {
  whole = false
  look(3)
  expect(asked()).toEqual([])
  whole = true
  loader.pump()
  expect(asked()).toEqual([3])
})

test('gives up what no longer is looked at, and takes none of it', async () => {
  look(3)
  look(20)
  await vi.advanceTimersByTimeAsync(60)
  expect(requests.map(({ at, signal }) => [at, signal.aborted])).toEqual([
    [3, true],
    [20, false],
  ])
  requests[0]?.answer()
  await settle()
  expect(chunks[3]?.items).toBeNull()
})

test('fetches nothing on the way of a drag, only where it rests', async () => {
  look(1)
  for (let at = 10; at < 30; at++) {
    await vi.advanceTimersByTimeAsync(16)
    look(at)
  }
  await vi.advanceTimersByTimeAsync(60)
  expect(asked()).toEqual([1, 29])
})

test('keeps what the viewer shows until it is closed', () => {
  look(3)
  loader.want('viewer', 10 * ANCHOR_EVERY + 60, 10 * ANCHOR_EVERY + 61)
  expect(asked()).toEqual([3, 10])
  loader.forgetViewer()
  loader.pump()
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([false, true])
})

test('asks again after a failure', async () => {
  look(3)
  requests[0]?.fail()
  await vi.advanceTimersByTimeAsync(2_999)
  expect(asked()).toEqual([3])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked()).toEqual([3, 3])
})

test('says which stretches need not be kept: the longest unseen, never the first', async () => {
  for (let at = 0; at < CHUNKS; at++) {
    await vi.advanceTimersByTimeAsync(1_000)
    look(at)
    requests.at(-1)?.answer()
    await settle()
  }
  const kept = chunks.flatMap(({ items }, at) => (items ? [at] : []))
  expect(kept).toEqual([0, ...Array.from({ length: 47 }, (_, at) => CHUNKS - 47 + at)])
})

test('asks for nothing more once it is disposed of', async () => {
  look(3)
  requests[0]?.fail()
  await settle()
  loader.dispose()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked()).toEqual([3])
})
