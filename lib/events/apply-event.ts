import type { FeedPageDto, GenerationDto, ImageDetailDto } from '#lib/generations/schema.ts'
import { galleryItem, retold } from '#lib/images/gallery-item.ts'
import type { GalleryPageDto, ImageDto } from '#lib/images/schema.ts'
import type { LibraryNews } from '#lib/library/news.ts'
import type { QueueStateDto, StudioEvent } from './schema.ts'

/** Keyset pages as an infinite query holds them. */
interface Pages<Page> {
  pages: Page[]
  pageParams: unknown[]
}

/** What the browser knows of the studio; `undefined` where nothing has been asked for yet. */
export interface ClientState {
  /** Id of the person whose browser this is; the feed is their own runs. */
  me: string
  feed: Pages<FeedPageDto> | undefined
  /** The pictures of the boards that were opened, by board. */
  boards: Readonly<Record<string, Pages<GalleryPageDto>>>
  /** By image id, of the pictures whose details were opened. */
  details: Readonly<Record<string, ImageDetailDto>>
  queue: QueueStateDto | undefined
  /** Runs and pictures that left the lists, by id. */
  gone: Readonly<Record<string, Gone>>
  /** What the galleries are to be told, which keep their pictures themselves; nothing before a change. */
  news: readonly LibraryNews[]
}

interface Gone {
  /** The run itself, or the run the picture belongs to. */
  generationId: string
  /** States changed up to this moment say nothing new; `REMOVED_HERE` until the server confirms this tab's removal. */
  until: string
}

/** Later than every real time. */
const REMOVED_HERE = '9999-12-31T23:59:59.999Z'

function feedOrder(a: GenerationDto, b: GenerationDto): number {
  return descending(a.createdAt, b.createdAt) || descending(a.id, b.id)
}

function descending(a: string, b: string): number {
  if (a === b) return 0
  return a > b ? -1 : 1
}

type PageOf<Item> = { items: Item[]; nextCursor: string | null }

function findItem<Item extends { id: string }>(pages: Pages<PageOf<Item>>, id: string): Item | undefined {
  for (const page of pages.pages) {
    const found = page.items.find((item) => item.id === id)
    if (found) return found
  }
  return undefined
}

function withoutItems<Item>(data: Pages<PageOf<Item>>, leaves: (item: Item) => boolean): Pages<PageOf<Item>> {
  let changed = false
  const pages = data.pages.map((page) => {
    const items = page.items.filter((item) => !leaves(item))
    if (items.length === page.items.length) return page
    changed = true
    return { ...page, items }
  })
  return changed ? { ...data, pages } : data
}

/** Puts an item in its place, replacing its earlier state. One that lies beyond the loaded pages is left out. */
function withItem<Item extends { id: string }>(
  data: Pages<PageOf<Item>>,
  item: Item,
  order: (a: Item, b: Item) => number,
): Pages<PageOf<Item>> {
  const known = findItem(data, item.id)
  if (known && order(known, item) === 0) {
    const pages = data.pages.map((page) =>
      page.items.includes(known)
        ? { ...page, items: page.items.map((other) => (other === known ? item : other)) }
        : page,
    )
    return { ...data, pages }
  }
  const rest = known ? withoutItems(data, (other) => other === known) : data
  const last = rest.pages.length - 1
  for (const [number, page] of rest.pages.entries()) {
    const before = page.items.findIndex((other) => order(item, other) < 0)
    if (before === -1 && !(number === last && page.nextCursor === null)) continue
    const items = page.items.toSpliced(before === -1 ? page.items.length : before, 0, item)
    return { ...rest, pages: rest.pages.with(number, { ...page, items }) }
  }
  return rest
}

type Boards = ClientState['boards']

/** Every open board changed in the same way; the record itself stays where nothing changes. */
function eachBoard(boards: Boards, change: (data: Pages<GalleryPageDto>) => Pages<GalleryPageDto>): Boards {
  const next: Record<string, Pages<GalleryPageDto>> = {}
  let changed = false
  for (const [id, data] of Object.entries(boards)) {
    const after = change(data)
    next[id] = after
    changed ||= after !== data
  }
  return changed ? next : boards
}

/** A run's pictures change and leave where they hang on a board; they are put there only by hand. */
function applyToBoard(data: Pages<GalleryPageDto>, generation: GenerationDto): Pages<GalleryPageDto> {
  const items =
    generation.deletedAt === null ? generation.images.map((image) => galleryItem(generation, image)) : []
  const shown = new Map(items.flatMap((item) => (item ? [[item.id, item]] : [])))
  const rest = withoutItems(data, (item) => item.generationId === generation.id && !shown.has(item.id))
  return withEachItem(rest, (item) => {
    const told = shown.get(item.id)
    return told ? retold(item, told) : item
  })
}

/** Items changed one by one; the pages themselves where none is. */
function withEachItem<Item>(data: Pages<PageOf<Item>>, change: (item: Item) => Item): Pages<PageOf<Item>> {
  let changed = false
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      const next = change(item)
      changed ||= next !== item
      return next
    }),
  }))
  return changed ? { ...data, pages } : data
}

/** The run as this tab shows it: without pictures that it has removed and the state does not know about. */
function withoutGone(generation: GenerationDto, gone: ClientState['gone']): GenerationDto {
  const images = generation.images.filter((image) => !isGone(gone, image.id, generation.changedAt))
  return images.length === generation.images.length ? generation : { ...generation, images }
}

function isGone(gone: ClientState['gone'], id: string, changedAt: string): boolean {
  const entry = gone[id]
  return entry !== undefined && changedAt <= entry.until
}

/** Confirms removals that the state shows too, and forgets those that it takes back. */
function settleGone(gone: ClientState['gone'], state: GenerationDto): ClientState['gone'] {
  const next: Record<string, Gone> = {}
  for (const [id, entry] of Object.entries(gone)) {
    if (entry.generationId !== state.id) {
      next[id] = entry
      continue
    }
    const shown = id === state.id ? state.deletedAt === null : state.images.some((image) => image.id === id)
    if (!shown) next[id] = { generationId: state.id, until: state.changedAt }
    else if (state.changedAt <= entry.until) next[id] = entry
  }
  if (state.deletedAt !== null) next[state.id] = { generationId: state.id, until: state.changedAt }
  return next
}

function applyGeneration(state: ClientState, incoming: GenerationDto): ClientState {
  if (incoming.deletedAt === null && isGone(state.gone, incoming.id, incoming.changedAt)) return state
  const known = state.feed && findItem(state.feed, incoming.id)
  if (known && known.changedAt > incoming.changedAt) return state
  const generation = withoutGone(incoming, state.gone)
  const leaves = generation.deletedAt !== null || generation.images.length === 0
  const own = generation.person.id === state.me
  const feedAfter = (feed: Pages<FeedPageDto>) =>
    leaves ? withoutItems(feed, (item) => item.id === generation.id) : withItem(feed, generation, feedOrder)
  const details: Record<string, ImageDetailDto> = { ...state.details }
  for (const [id, detail] of Object.entries(state.details)) {
    if (detail.generation.id !== generation.id || detail.generation.changedAt > generation.changedAt) continue
    const image = generation.images.find((candidate) => candidate.id === id) ?? detail.image
    details[id] = { ...detail, image, generation }
  }
  return {
    ...state,
    feed: own && state.feed ? feedAfter(state.feed) : state.feed,
    details,
    boards: eachBoard(state.boards, (data) => applyToBoard(data, generation)),
    gone: settleGone(state.gone, incoming),
    news: [...state.news, { type: 'run', generation, own }],
  }
}

/**
 * The browser's knowledge after an event. Pure and idempotent: events carry whole states and may come twice, late or
 * out of order; a state that changed earlier never replaces a later one. `reset` changes nothing here: whoever reads
 * the stream fetches afresh.
 */
export function applyEvent(state: ClientState, event: StudioEvent): ClientState {
  switch (event.type) {
    case 'generation':
      return applyGeneration(state, event.generation)
    case 'queue':
      return { ...state, queue: event.queue }
    case 'hidden':
      return withoutHidden(state, event)
    case 'hearts':
      return withHearts(state, event)
    case 'board':
    case 'list':
    case 'reset':
      return state
  }
}

/** Shows one's own heart, or its absence, wherever the pictures are; what says so already stays as it is. */
function withHearts(
  state: ClientState,
  { imageIds, favourite }: { imageIds: readonly string[]; favourite: boolean },
): ClientState {
  const ids = new Set(imageIds)
  const change = <Marked extends { favourite: boolean }>(marked: Marked): Marked =>
    marked.favourite === favourite ? marked : { ...marked, favourite }
  const details = Object.entries(state.details).map(
    ([id, detail]) => [id, ids.has(id) ? change(detail) : detail] as const,
  )
  return {
    ...state,
    details: Object.fromEntries(details),
    boards: eachBoard(state.boards, (data) =>
      withEachItem(data, (item) => (ids.has(item.id) ? change(item) : item)),
    ),
    news: [...state.news, { type: 'marked', imageIds, change }],
  }
}

/** Forgets a run that went out of sight; a later state of it, should it come back, is news again. */
function withoutHidden(
  state: ClientState,
  { generationId, at }: { generationId: string; at: string },
): ClientState {
  const details = Object.entries(state.details).filter(([, detail]) => detail.generation.id !== generationId)
  return {
    ...withRemovedGeneration(state, generationId),
    details: Object.fromEntries(details),
    gone: { ...state.gone, [generationId]: { generationId, until: at } },
  }
}

/** Takes a run out of every list until the server confirms it (or `withReturned` puts it back). */
export function withRemovedGeneration(state: ClientState, generationId: string): ClientState {
  return {
    ...state,
    feed: state.feed && withoutItems(state.feed, (item) => item.id === generationId),
    boards: eachBoard(state.boards, (data) =>
      withoutItems(data, (item) => item.generationId === generationId),
    ),
    gone: { ...state.gone, [generationId]: { generationId, until: REMOVED_HERE } },
    news: [...state.news, { type: 'hidden', generationId }],
  }
}

/** Takes a picture out of every list until the server confirms it (or `withReturned` puts it back). */
export function withRemovedImage(
  state: ClientState,
  { id: imageId, generationId }: Pick<ImageDto, 'id' | 'generationId'>,
): ClientState {
  const pages = state.feed?.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((generation) => {
      const images = generation.images.filter((image) => image.id !== imageId)
      if (images.length === generation.images.length) return generation
      return images.length === 0 ? [] : { ...generation, images }
    }),
  }))
  return {
    ...state,
    feed: state.feed && pages ? { ...state.feed, pages } : undefined,
    boards: eachBoard(state.boards, (data) => withoutItems(data, (item) => item.id === imageId)),
    gone: { ...state.gone, [imageId]: { generationId, until: REMOVED_HERE } },
    news: [...state.news, { type: 'removed', imageId }],
  }
}

/** Forgets that a run or picture was removed, so that the next state of its run shows it again. */
export function withReturned(state: ClientState, id: string): ClientState {
  const { [id]: _, ...gone } = state.gone
  return { ...state, gone }
}
