import type { GalleryItemDto } from '#lib/images/schema.ts'
import type { Chunk } from './library-chunks.ts'
import type { LibraryList } from './library-list.ts'

/** Places on both sides of what is wanted that are fetched, too. */
const AROUND = 48
/** Stretches whose pictures are kept. */
const KEPT = 48
/** A jump that follows another within this time fetches once the page has rested so long; milliseconds. */
const DRAG_MS = 200
const REST_MS = 60
const RETRY_MS = 3_000

interface Range {
  start: number
  end: number
}

/** Whose stretches are loaded. */
interface Owner {
  /** The library as it is shown, or `null` as long as its shape is not known. */
  list(): LibraryList | null
  fetch(chunk: Chunk, signal: AbortSignal): Promise<GalleryItemDto[]>
  /** Takes the pictures of the stretch at a place. */
  put(at: number, items: readonly GalleryItemDto[]): void
}

/** Fetches the pictures near what is looked at, gives up what no longer is, and says what need not be kept. */
export class ChunkLoader {
  readonly #owner: Owner
  readonly #wanted = new Map<'rows' | 'viewer', Range>()
  /** Requests under way, by stretch. */
  readonly #loading = new Map<number, AbortController>()
  /** Stretches by when they were last wanted, the latest last. */
  #recent: number[] = []
  /** When somebody last went to another place; milliseconds of the page's clock. */
  #jumpedAt = Number.NEGATIVE_INFINITY
  #restTimer: ReturnType<typeof setTimeout> | undefined
  #retryTimer: ReturnType<typeof setTimeout> | undefined

  constructor(owner: Owner) {
    this.#owner = owner
  }

  /** Says what is looked at, in places of the list; of each that looks, the last word counts. */
  want(by: 'rows' | 'viewer', start: number, end: number): void {
    const before = this.#wanted.get(by)
    if (before?.start === start && before.end === end) return
    this.#wanted.set(by, { start, end })
    clearTimeout(this.#restTimer)
    const near = before !== undefined && start < before.end && end > before.start
    const dragged = !near && performance.now() - this.#jumpedAt < DRAG_MS
    if (!near) this.#jumpedAt = performance.now()
    if (by === 'rows' && dragged) this.#restTimer = setTimeout(() => this.pump(), REST_MS)
    else this.pump()
  }

  /** The viewer has been closed. */
  forgetViewer(): void {
    this.#wanted.delete('viewer')
  }

  /** What is looked at. */
  wanted(): Iterable<Range> {
    return this.#wanted.values()
  }

  /** Fetches what is wanted, and gives up what no longer is. */
  pump(): void {
    const list = this.#owner.list()
    if (!list || list.count === 0) return
    const wanted = this.#wantedChunks(list)
    this.#recent = [...this.#recent.filter((at) => !wanted.has(at)), ...wanted]
    for (const [at, request] of this.#loading) {
      if (wanted.has(at)) continue
      request.abort()
      this.#loading.delete(at)
    }
    // The database answers one after the other: first what is looked at, then what lies around it.
    const { start, end } = this.#wanted.get('rows') ?? { start: 0, end: 0 }
    const looked = list.chunkAt((start + end) >> 1)
    for (const at of [...wanted].toSorted((a, b) => Math.abs(a - looked) - Math.abs(b - looked))) {
      if (!list.chunks[at]?.items && !this.#loading.has(at)) void this.#load(list, at)
    }
  }

  /** Loaded stretches beyond those that are kept, the longest unseen first. The first one stays, for what arrives. */
  surplus(list: LibraryList, chunks: readonly Chunk[]): number[] {
    const loaded = chunks.reduce((sum, chunk) => sum + (chunk.items ? 1 : 0), 0)
    const wanted = this.#wantedChunks(list)
    return this.#recent
      .filter((at) => at !== 0 && chunks[at]?.items && !wanted.has(at))
      .slice(0, Math.max(0, loaded - KEPT))
  }

  /** Gives up all requests: the stretches are no longer those that were asked for. */
  abort(): void {
    for (const request of this.#loading.values()) request.abort()
    this.#loading.clear()
    this.#recent = []
  }

  dispose(): void {
    clearTimeout(this.#restTimer)
    clearTimeout(this.#retryTimer)
    this.abort()
  }

  /** Stretches that somebody looks at, or is about to. */
  #wantedChunks(list: LibraryList): Set<number> {
    const wanted = new Set<number>()
    for (const { start, end } of this.#wanted.values()) {
      const last = list.chunkAt(Math.min(list.count - 1, end + AROUND))
      for (let at = list.chunkAt(Math.max(0, start - AROUND)); at <= last; at++) wanted.add(at)
    }
    return wanted
  }

  async #load(list: LibraryList, at: number): Promise<void> {
    const chunk = list.chunks[at]
    if (!chunk) return
    const request = new AbortController()
    this.#loading.set(at, request)
    try {
      const items = await this.#owner.fetch(chunk, request.signal)
      if (request.signal.aborted) return
      this.#loading.delete(at)
      this.#owner.put(at, items)
    } catch {
      if (request.signal.aborted) return
      this.#loading.delete(at)
      clearTimeout(this.#retryTimer)
      this.#retryTimer = setTimeout(() => this.pump(), RETRY_MS)
    }
  }
}
