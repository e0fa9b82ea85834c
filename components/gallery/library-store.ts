import type { GalleryItemDto } from '#lib/images/schema.ts'
import {
  fetchFirstItems,
  fetchItemsBetween,
  fetchItemsById,
  fetchLibraryCount,
  fetchLibraryIndex,
} from '#lib/library/client.ts'
import type { LibraryIndex } from '#lib/library/index-format.ts'
import { type LibraryNews, subscribeLibraryNews } from '#lib/library/news.ts'
import { isRanked, type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import { ChunkLoader } from './chunk-loader.ts'
import { takeAskedAhead } from './first-screen.ts'
import { type Chunk, chunksOf, firstChunk, takes, withFirst, withItems } from './library-chunks.ts'
import { idsWithin } from './library-ids.ts'
import { LibraryList, type LibrarySource } from './library-list.ts'
import { afterNews, concernsFilters, tellsByNews } from './library-news.ts'
import { isScreenThere, whenScreenThere } from './thumb-turns.ts'

/** What a gallery shows at a moment. */
export interface LibraryView {
  list: LibraryList
  /** `first`: only the first pictures are known yet. */
  state: 'loading' | 'first' | 'whole' | 'failed'
  /** Pictures in all, also those that a ranked answer does not list; `undefined` until known. */
  total: number | undefined
}

/** Galleries that only the server can keep true ask again so long after news. */
const QUIET_MS = 2_000
const RETRY_MS = 3_000
/** How often at most a new shape follows somebody who scrolls while it is fetched. */
const ROUNDS = 5

/** One gallery, outside React: its shape, the pictures near what is looked at, and what has happened since. */
export class LibraryStore {
  readonly query: LibraryQuery
  readonly ranked: boolean
  readonly #search: string
  readonly #source: LibrarySource
  readonly #loader: ChunkLoader
  readonly #listeners = new Set<() => void>()
  readonly #lost = new Set<string>()
  /** News from before the shape was there. */
  #early: Exclude<LibraryNews, { type: 'reset' }>[] = []
  #view: LibraryView
  #users = 0
  #stale = false
  #opening: AbortController | undefined
  /** Settles when the whole shape is there, or could not be had. */
  #opened: Promise<void> = Promise.resolve()
  #refreshing: AbortController | undefined
  #refreshTimer: ReturnType<typeof setTimeout> | undefined
  #unsubscribe: (() => void) | undefined

  constructor(query: LibraryQuery) {
    this.query = query
    this.ranked = isRanked(query)
    this.#search = librarySearch(query).toString()
    this.#loader = new ChunkLoader({
      list: () => (this.#view.state === 'whole' ? this.#view.list : null),
      fetch: (chunk, signal) => this.#fetchChunk(chunk, signal),
      put: (at, items) => this.#put(at, items),
    })
    this.#source = {
      want: (by, start, end) => this.#loader.want(by, start, end),
      ids: (start, end) => this.#ids(start, end),
      hasLost: (id) => this.#lost.has(id),
      isWhole: () => this.#view.state === 'whole',
      total: () => this.#view.total,
    }
    this.#view = { list: new LibraryList([], this.#source), state: 'loading', total: undefined }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): LibraryView => this.#view

  /**
   * Begins to fetch, or fetches what was missed while nobody looked. Returns how to stop looking.
   *
   * @param far somebody is coming back to a place in it, for which its whole shape is needed
   */
  open(far: boolean): () => void {
    this.#users += 1
    this.#unsubscribe ??= subscribeLibraryNews((news) => this.#hear(news))
    if (this.#view.state === 'loading' || this.#view.state === 'failed') this.retry(far)
    else if (this.#stale) void this.#refresh()
    return () => {
      this.#users -= 1
      this.#loader.forgetViewer()
    }
  }

  get used(): boolean {
    return this.#users > 0
  }

  /** Ends everything; for a store that is kept no longer. */
  dispose(): void {
    this.#unsubscribe?.()
    this.#opening?.abort()
    this.#refreshing?.abort()
    clearTimeout(this.#refreshTimer)
    this.#loader.dispose()
  }

  /**
   * Asks for everything from the beginning: first for what the window shows, and for the shape of the rest when that is
   * there, which takes the studio longer than all of the first screen.
   */
  retry(far = false): void {
    if (this.#opening) return
    const opening = new AbortController()
    const { signal } = opening
    this.#opening = opening
    if (this.#view.state === 'failed') this.#show({ state: 'loading' })
    const first = takeAskedAhead(this.#search) ?? fetchFirstItems(this.#search, signal)
    const seen = far || isScreenThere() ? Promise.resolve() : first.then(screenOf, () => {})
    const index = seen.then(() => fetchLibraryIndex(this.#search, signal))
    first.then(
      (items) => {
        if (this.#view.state === 'loading')
          this.#show({ list: this.#listOf([firstChunk(items)]), state: 'first' })
      },
      () => {
        // The shape's own request says whether the studio answers at all.
      },
    )
    fetchLibraryCount(this.#search, signal).then(
      (total) => {
        if (this.#view.state !== 'whole') this.#show({ total })
      },
      () => {
        // Only an estimate until the shape is there.
      },
    )
    this.#opened = Promise.all([index, first.catch(() => [])]).then(([shape, items]) =>
      this.#adopt(shape, items),
    )
    this.#opened
      .catch(() => {
        if (!signal.aborted) this.#show({ state: 'failed' })
      })
      .finally(() => {
        this.#opening = undefined
        if (this.#stale && this.used && this.#view.state === 'whole') void this.#refresh()
      })
  }

  #adopt(index: LibraryIndex, first: readonly GalleryItemDto[]): void {
    const chunks = chunksOf(index)
    const [head, ...rest] = chunks
    this.#take(head ? [...withFirst(head, first), ...rest] : chunks, index)
    const early = this.#early
    this.#early = []
    for (const news of early) this.#hear(news)
  }

  /** Shows a new shape in place of all that was known. */
  #take(chunks: readonly Chunk[], index: LibraryIndex): void {
    this.#loader.abort()
    this.#lost.clear()
    this.#unlisted = index.count - index.hours.length
    this.#show({ list: this.#listOf(chunks), state: 'whole' })
    this.#loader.pump()
  }

  /** Pictures that a ranked answer counts and does not list. */
  #unlisted = 0

  #listOf(chunks: readonly Chunk[]): LibraryList {
    return new LibraryList(chunks, this.#source, this.#view.list)
  }

  #show(change: Partial<LibraryView>): void {
    const next = { ...this.#view, ...change }
    this.#view = next.state === 'whole' ? { ...next, total: next.list.count + this.#unlisted } : next
    for (const listener of this.#listeners) listener()
  }

  #fetchChunk(chunk: Chunk, signal: AbortSignal): Promise<GalleryItemDto[]> {
    return this.ranked
      ? fetchItemsById(chunk.ids ?? [], this.query.text, signal)
      : fetchItemsBetween(this.#search, chunk, signal)
  }

  #put(at: number, items: readonly GalleryItemDto[]): void {
    const chunks = [...this.#view.list.chunks]
    const chunk = chunks[at]
    if (!chunk) return
    chunks[at] = withItems(
      chunk,
      items.filter((item) => !this.#lost.has(item.id)),
    )
    for (const old of this.#loader.surplus(this.#view.list, chunks))
      chunks[old] = { ...(chunks[old] ?? chunk), items: null }
    this.#show({ list: this.#listOf(chunks) })
  }

  #hear(news: LibraryNews): void {
    const { list, state } = this.#view
    if (news.type === 'reset') {
      if (state === 'failed' && this.used) this.retry()
      else this.#refreshSoon(0)
      return
    }
    if (state !== 'whole') {
      this.#early.push(news)
      return
    }
    const { chunks, lost } = afterNews(list.chunks, this.query, news)
    for (const id of lost) this.#lost.add(id)
    if (news.type === 'run') {
      for (const image of news.generation.images) if (!lost.includes(image.id)) this.#lost.delete(image.id)
    }
    if (chunks.some((chunk, at) => chunk !== list.chunks[at])) this.#show({ list: this.#listOf(chunks) })
    const grown = (chunks[0]?.items?.length ?? 0) > 2 * (chunks[1]?.ratios.length ?? Number.POSITIVE_INFINITY)
    if (grown || (!tellsByNews(this.query) && concernsFilters(news))) this.#refreshSoon(QUIET_MS)
  }

  #refreshSoon(ms: number): void {
    this.#stale = true
    // Who waits for an answer, as for what they took back, does not wait for the quiet that follows news.
    if (!this.used || (this.#refreshTimer && ms > 0)) return
    clearTimeout(this.#refreshTimer)
    this.#refreshTimer = setTimeout(() => {
      this.#refreshTimer = undefined
      // News that do not end must not keep a slow answer from coming at all.
      if (this.#refreshing && ms > 0) this.#refreshSoon(ms)
      else void this.#refresh()
    }, ms)
  }

  /** Asks for the shape again, and for what is looked at before it is shown, so that this can be kept in place. */
  async #refresh(): Promise<void> {
    if (this.#opening) return
    this.#refreshing?.abort()
    const refreshing = new AbortController()
    const { signal } = refreshing
    this.#refreshing = refreshing
    this.#stale = false
    try {
      const index = await fetchLibraryIndex(this.#search, signal)
      const chunks = chunksOf(index)
      // Whoever goes on meanwhile looks at something else by then, but somebody who never rests waits for no news.
      for (let round = 0; round < ROUNDS; round++) {
        const missing = [...this.#seenNow(chunks)].filter((at) => chunks[at]?.items === null)
        if (missing.length === 0) break
        await Promise.all(
          missing.map(async (at) => {
            const chunk = chunks[at]
            if (chunk) chunks[at] = withItems(chunk, await this.#fetchChunk(chunk, signal))
          }),
        )
      }
      if (!signal.aborted) this.#take(chunks, index)
    } catch {
      if (signal.aborted) return
      this.#refreshSoon(RETRY_MS)
    } finally {
      if (this.#refreshing === refreshing) this.#refreshing = undefined
    }
  }

  /** Of a new shape the stretches that hold what is looked at, and the first. */
  #seenNow(chunks: readonly Chunk[]): Set<number> {
    const { list } = this.#view
    const seen = new Set(chunks.length > 0 ? [0] : [])
    for (const { start, end } of this.#loader.wanted()) {
      for (const place of [start, (start + end) >> 1, end - 1]) {
        const item = list.itemAt(place)
        const at = !item
          ? list.chunkAt(place)
          : chunks.findIndex((chunk) => (this.ranked ? chunk.ids?.includes(item.id) : takes(chunk, item)))
        if (at !== -1) seen.add(at)
      }
    }
    return seen
  }

  async #ids(start: number, until?: number): Promise<readonly string[]> {
    if (until === undefined) await this.#opened
    const { list } = this.#view
    return idsWithin(list, this.#search, start, until ?? list.count)
  }
}

/** Resolves once the window shows what it can of the first pictures. */
async function screenOf(first: readonly GalleryItemDto[]): Promise<void> {
  if (first.length > 0) await new Promise<void>((resolve) => whenScreenThere(resolve))
}
