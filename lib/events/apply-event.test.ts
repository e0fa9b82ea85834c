import { describe, expect, test } from 'vitest'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { unsentGeneration } from '#lib/generations/unsent-generation.ts'
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
    galleries: { team: { pages: [{ items: [], nextCursor: null }], pageParams: [null] } },
    details: {},
    queue: undefined,
    gone: {},
  }
}

const apply = (before: ClientState, ...runs: GenerationDto[]) =>
  runs.reduce((current, generation) => applyEvent(current, { type: 'generation', generation }), before)
const feedIds = (current: ClientState) =>
  current.feed?.pages.flatMap((page) => page.items.map((item) => item.id))
const galleryIds = (current: ClientState) =>
  current.galleries.team?.pages.flatMap((page) => page.items.map((item) => item.id))

describe('a run arriving by event', () => {
  test('goes to its place by the time it was asked for, newest first', () => {
    const after = apply(state([run(1)]), run(3), run(2))
    expect(feedIds(after)).toEqual([id(1, 3), id(1, 2), id(1, 1)])
  })

  test('twice is there once', () => {
    const once = apply(state([run(1)]), run(2, {}, [done(5)]))
    expect(apply(once, run(2, {}, [done(5)]))).toEqual(once)
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
    const empty: ClientState = { ...state([]), feed: undefined, galleries: {} }
    expect(apply(empty, run(1))).toMatchObject({ feed: undefined, galleries: {} })
  })
})

describe('what a colleague makes', () => {
  const open = (): ClientState => {
    const none = () => ({ pages: [{ items: [], nextCursor: null }], pageParams: [null] })
    const galleries = {
      team: none(),
      mine: none(),
      [`person:${ME.id}`]: none(),
      [`person:${MEI.id}`]: none(),
      [`board:${id(4, 1)}`]: none(),
    }
    return { ...state([]), galleries }
  }
  const shown = (current: ClientState) =>
    Object.entries(current.galleries)
      .filter(([, data]) => data?.pages.some((page) => page.items.length > 0))
      .map(([scope]) => scope)

  test('comes into the galleries it belongs to, and not into one’s own workspace', () => {
    const theirs = apply(open(), run(1, { person: MEI }, [done(4)]))
    expect(shown(theirs)).toEqual(['team', `person:${MEI.id}`])
    expect(feedIds(theirs)).toEqual([])
    const mine = apply(open(), run(2, { private: true }, [done(4)]))
    expect(shown(mine)).toEqual(['team', 'mine', `person:${ME.id}`])
    expect(mine.galleries.team?.pages[0]?.items[0]).toMatchObject({ person: ME, private: true })
  })

  test('changes where it hangs on a board, but is put there only by hand', () => {
    const before = apply(open(), run(1, { person: MEI }, [done(4)]))
    const onBoard = { ...before, galleries: { [`board:${id(4, 1)}`]: before.galleries.team } }
    const later = run(1, { person: MEI, changedAt: at(8) }, [{ ...done(4), mismatch: true }])
    expect(shown(apply(onBoard, later))).toEqual([`board:${id(4, 1)}`])
    expect(shown(apply(onBoard, { ...later, deletedAt: at(8) }))).toEqual([])
  })

  test('is forgotten when it is hidden, with what was opened of it, and may come back', () => {
    const theirs = run(1, { person: MEI }, [done(4)])
    const [image] = theirs.images
    if (!image) throw new Error('expected a picture')
    const before = apply(
      { ...open(), details: { [image.id]: { image, generation: theirs, attempts: [] } } },
      theirs,
    )
    const hidden = applyEvent(before, { type: 'hidden', generationId: theirs.id, at: at(6) })
    expect(shown(hidden)).toEqual([])
    expect(hidden.details).toEqual({})
    expect(shown(apply(hidden, theirs))).toEqual([])
    expect(shown(apply(hidden, { ...theirs, changedAt: at(7) }))).toEqual(['team', `person:${MEI.id}`])
  })
})

describe('the gallery', () => {
  test('gets newly finished pictures at the top, and only those', () => {
    const first = apply(state([]), run(1, {}, [done(4), { status: 'running' }]))
    expect(galleryIds(first)).toEqual([id(2, 10)])
    const second = apply(first, run(1, { changedAt: at(6) }, [done(4), done(6)]))
    expect(galleryIds(second)).toEqual([id(2, 11), id(2, 10)])
  })

  test('keeps the server’s order where a later state carries another time', () => {
    const first = apply(state([]), run(1, {}, [done(4)]), run(2, {}, [done(5)]))
    const after = apply(first, run(1, { changedAt: at(9) }, [done(9)]))
    expect(galleryIds(after)).toEqual([id(2, 20), id(2, 10)])
  })

  test('loses pictures that went to the trash', () => {
    const first = apply(state([]), run(1, {}, [done(4), done(5)]))
    const rest = run(1, { changedAt: at(7) }, [done(4), done(5)])
    expect(galleryIds(apply(first, { ...rest, images: rest.images.slice(1) }))).toEqual([id(2, 11)])
    expect(galleryIds(apply(first, { ...rest, deletedAt: at(7) }))).toEqual([])
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
    const removed = withRemovedImage(apply(state([]), two), { id: id(2, 10), generationId: id(1, 1) })
    const images = (current: ClientState) => current.feed?.pages[0]?.items[0]?.images.map((image) => image.id)
    expect(images(removed)).toEqual([id(2, 11)])
    const late = apply(removed, { ...two, changedAt: at(6) })
    expect(images(late)).toEqual([id(2, 11)])
    expect(galleryIds(late)).toEqual([id(2, 11)])
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
  const detail = { image: before.images[0] as ImageDto, generation: before, attempts: [] }
  const opened: ClientState = { ...state([before]), details: { [detail.image.id]: detail } }
  const after = apply(opened, run(1, { changedAt: at(5) }, [done(5)]))
  expect(after.details[detail.image.id]?.image.status).toBe('succeeded')
})

test('the queue is replaced whole', () => {
  const queue = { running: 2, queued: [id(2, 1)], queuedTotal: 1, paused: null }
  expect(applyEvent(state([]), { type: 'queue', queue }).queue).toBe(queue)
})
