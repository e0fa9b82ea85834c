import { describe, expect, test } from 'vitest'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
import { galleryItem } from '#lib/images/gallery-item.ts'
import type { ImageDto } from '#lib/images/schema.ts'
import {
  applyEvent,
  type ClientState,
  withRemovedGeneration,
  withRemovedImage,
  withReturned,
} from './apply-event.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 9, 0, second)).toISOString()
const id = (kind: number, number: number) =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`

const ME = { id: id(3, 1), name: 'Ann', avatar: null }
const MEI = { id: id(3, 2), name: 'Mei', avatar: null }

function run(
  number: number,
  changes: Partial<GenerationDto> = {},
  images: Partial<ImageDto>[] = [{}],
): GenerationDto {
  const input = {
    id: id(1, number),
    prompt: 'a heron',
    model: 'nano-banana-2',
    ratio: '16:9',
    tier: '1K',
  } as const
  const unsent = unsentGeneration({ ...input, n: images.length, temperature: null, referenceIds: [] }, [], 0)
  return {
    ...unsent,
    person: ME,
    createdAt: at(number),
    changedAt: at(number),
    images: images.map((image, index) => ({
      ...(unsent.images[index] as ImageDto),
      id: id(2, number * 10 + index),
      ...image,
    })),
    ...changes,
  }
}

const asset = { width: 1376, height: 768, mime: 'image/png', bytes: 9, thumbHash: 'aGFzaA==', thumbs: true }
const done = (second: number): Partial<ImageDto> => ({ status: 'succeeded', asset, finishedAt: at(second) })

function state(feed: GenerationDto[], nextCursor: string | null = null): ClientState {
  return {
    feed: { pages: [{ items: feed, nextCursor }], pageParams: [null] },
    me: ME.id,
    boards: {},
    details: {},
    queue: undefined,
    gone: {},
    news: [],
  }
}

const apply = (before: ClientState, ...runs: GenerationDto[]) =>
  runs.reduce((current, generation) => applyEvent(current, { type: 'generation', generation }), before)
const feedIds = (current: ClientState) =>
  current.feed?.pages.flatMap((page) => page.items.map((item) => item.id))
const BOARD = id(4, 1)
const onBoard = (current: ClientState) =>
  current.boards[BOARD]?.pages.flatMap((page) => page.items.map((item) => item.id))
/** A state with the run's finished pictures on a board. */
const hung = (generation: GenerationDto): ClientState => {
  const items = generation.images.flatMap((image) => galleryItem(generation, image) ?? [])
  return {
    ...state([generation]),
    boards: { [BOARD]: { pages: [{ items, nextCursor: null }], pageParams: [null] } },
  }
}

describe('a run arriving by event', () => {
  test('goes to its place by the time it was asked for, newest first', () => {
    const after = apply(state([run(1)]), run(3), run(2))
    expect(feedIds(after)).toEqual([id(1, 3), id(1, 2), id(1, 1)])
  })

  test('twice is there once', () => {
    const once = apply(state([run(1)]), run(2, {}, [done(5)]))
    expect({ ...apply(once, run(2, {}, [done(5)])), news: once.news }).toEqual(once)
  })

  test('with an older state never replaces a newer one', () => {
    const newer = run(1, { changedAt: at(9) }, [{ status: 'running' }])
    const after = apply(state([newer]), run(1, { changedAt: at(4) }, [{ status: 'queued' }]))
    expect(after.feed?.pages[0]?.items).toEqual([newer])
  })

  test('beyond the loaded pages is left to the next page', () => {
    expect(feedIds(apply(state([run(5)], 'more'), run(1)))).toEqual([id(1, 5)])
    expect(feedIds(apply(state([run(5)]), run(1)))).toEqual([id(1, 5), id(1, 1)])
  })

  test('leaves the pages it does not touch as they were', () => {
    const before = state([run(3), run(2)])
    const second = { items: [run(1)], nextCursor: null }
    const two = {
      ...before,
      feed: { pages: [...(before.feed?.pages ?? []), second], pageParams: [null, 'x'] },
    }
    const after = apply(two, run(3, { changedAt: at(8) }, [{ status: 'running' }]))
    expect(after.feed?.pages[1]).toBe(second)
    expect(after.feed?.pages[0]?.items[0]?.images[0]?.status).toBe('running')
  })

  test('before anything was fetched invents nothing', () => {
    const empty: ClientState = { ...state([]), feed: undefined }
    expect(apply(empty, run(1))).toMatchObject({ feed: undefined, boards: {} })
  })
})

describe('what a colleague makes', () => {
  test('is told to the galleries, and does not come into one’s own workspace', () => {
    const theirs = run(1, { person: MEI }, [done(4)])
    const after = apply(state([]), theirs)
    expect(feedIds(after)).toEqual([])
    expect(after.news).toEqual([{ type: 'run', generation: theirs, own: false }])
    expect(apply(state([]), run(2)).news).toMatchObject([{ own: true }])
  })

  test('changes where it hangs on a board, but is put there only by hand', () => {
    const theirs = run(1, { person: MEI }, [done(4), { status: 'running' }])
    const before = hung(theirs)
    const later = run(1, { person: MEI, changedAt: at(8) }, [{ ...done(5), mismatch: true }, done(8)])
    const after = apply(before, later)
    expect(after.boards[BOARD]?.pages[0]?.items).toMatchObject([
      // The server's own time, by which a board may be sorted, stays.
      { id: id(2, 10), mismatch: true, madeAt: at(4) },
    ])
    expect(onBoard(apply(before, { ...later, deletedAt: at(8) }))).toEqual([])
    expect(apply(before, theirs).boards).toBe(before.boards)
  })

  test('is forgotten when it is hidden, with what was opened of it, and may come back', () => {
    const theirs = run(1, { person: MEI }, [done(4)])
    const [image] = theirs.images
    if (!image) throw new Error('expected a picture')
    const opened = { [image.id]: { image, generation: theirs, attempts: [], favourite: false } }
    const hidden = applyEvent(
      { ...hung(theirs), details: opened },
      {
        type: 'hidden',
        generationId: theirs.id,
        at: at(6),
      },
    )
    expect(onBoard(hidden)).toEqual([])
    expect(hidden.details).toEqual({})
    expect(hidden.news).toEqual([{ type: 'hidden', generationId: theirs.id }])
    expect(apply(hidden, theirs).news).toBe(hidden.news)
    expect(apply(hidden, { ...theirs, changedAt: at(7) }).news).toHaveLength(2)
  })
})

describe('removal', () => {
  test('of a run by anybody takes it out of the feed, and a late older state does not bring it back', () => {
    const after = apply(state([run(2), run(1)]), run(1, { changedAt: at(8), deletedAt: at(8) }))
    expect(feedIds(after)).toEqual([id(1, 2)])
    expect(feedIds(apply(after, run(1, { changedAt: at(7) })))).toEqual([id(1, 2)])
    expect(feedIds(apply(after, run(1, { changedAt: at(9) })))).toEqual([id(1, 2), id(1, 1)])
  })

  test('of a run by this tab holds against states that do not know of it yet', () => {
    const removed = withRemovedGeneration(state([run(1)]), id(1, 1))
    expect(feedIds(apply(removed, run(1, { changedAt: at(3) })))).toEqual([])
    expect(feedIds(apply(withReturned(removed, id(1, 1)), run(1, { changedAt: at(3) })))).toEqual([id(1, 1)])
  })

  test('of a picture by this tab hides it until it is restored anywhere', () => {
    const two = run(1, {}, [done(4), done(5)])
    const removed = withRemovedImage(hung(two), { id: id(2, 10), generationId: id(1, 1) })
    const images = (current: ClientState) => current.feed?.pages[0]?.items[0]?.images.map((image) => image.id)
    expect(images(removed)).toEqual([id(2, 11)])
    const late = apply(removed, { ...two, changedAt: at(6) })
    expect(images(late)).toEqual([id(2, 11)])
    expect(onBoard(late)).toEqual([id(2, 11)])
    expect(late.news).toMatchObject([
      { type: 'removed', imageId: id(2, 10) },
      { type: 'run', generation: { images: [{ id: id(2, 11) }] } },
    ])
    const confirmed = apply(late, { ...two, changedAt: at(7), images: two.images.slice(1) })
    expect(images(apply(confirmed, { ...two, changedAt: at(8) }))).toEqual([id(2, 10), id(2, 11)])
  })

  test('of the last picture takes the run along', () => {
    const removed = withRemovedImage(state([run(1)]), { id: id(2, 10), generationId: id(1, 1) })
    expect(feedIds(removed)).toEqual([])
  })
})

test('an open picture follows its run', () => {
  const before = run(1, {}, [{ status: 'running' }])
  const detail = { image: before.images[0] as ImageDto, generation: before, attempts: [], favourite: false }
  const opened: ClientState = { ...state([before]), details: { [detail.image.id]: detail } }
  const after = apply(opened, run(1, { changedAt: at(5) }, [done(5)]))
  expect(after.details[detail.image.id]?.image.status).toBe('succeeded')
})

test('the queue is replaced whole', () => {
  const queue = { running: 2, queued: [id(2, 1)], queuedTotal: 1, paused: null }
  expect(applyEvent(state([]), { type: 'queue', queue }).queue).toBe(queue)
})

describe('a heart given in another tab', () => {
  const before = run(1, {}, [done(4), done(5)])
  const [image, other] = before.images as [ImageDto, ImageDto]
  const opened = {
    ...hung(before),
    details: { [image.id]: { image, generation: before, attempts: [], favourite: false } },
  }
  const given = applyEvent(opened, { type: 'hearts', imageIds: [image.id], favourite: true })

  test('shows on boards, in the viewer and in the galleries', () => {
    const tiles = given.boards[BOARD]?.pages.flatMap(({ items }) => items) ?? []
    expect(tiles.map((tile) => [tile.id, tile.favourite])).toEqual([
      [image.id, true],
      [other.id, false],
    ])
    expect(given.details[image.id]?.favourite).toBe(true)
    const [news] = given.news
    if (news?.type !== 'marked') throw new Error('the galleries were not told')
    expect(news.imageIds).toEqual([image.id])
    expect(tiles.map((tile) => news.change({ ...tile, favourite: false }).favourite)).toEqual([true, true])
  })

  test('leaves what shows it already as it is, so that nothing is drawn anew', () => {
    const again = applyEvent(given, { type: 'hearts', imageIds: [image.id], favourite: true })
    expect(again.boards).toBe(given.boards)
    expect(again.details[image.id]).toBe(given.details[image.id])
    const tile = again.boards[BOARD]?.pages[0]?.items[0]
    const [news] = again.news
    if (news?.type !== 'marked' || !tile) throw new Error('the galleries were not told')
    expect(news.change(tile)).toBe(tile)
  })
})
