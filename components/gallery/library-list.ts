import type { GalleryItemDto } from '#lib/images/schema.ts'
import type { Chunk } from './library-chunks.ts'
import type { PictureList } from './picture-list.ts'

/** What a list asks of whoever fetches for it. */
export interface LibrarySource {
  want: PictureList['want']
  ids: PictureList['ids']
  /** Whether the picture is known to have left. */
  hasLost(id: string): boolean
  /** Whether the shape of the whole library is known. */
  isWhole(): boolean
  /** Pictures in all, as far as that is known. */
  total(): number | undefined
}

/** One state of a library: its stretches side by side. Places are counted over all of them. */
export class LibraryList implements PictureList {
  readonly chunks: readonly Chunk[]
  readonly count: number
  readonly ratios: Float32Array
  /** First place of each stretch; the entry after the last is the count. */
  readonly #starts: Uint32Array
  readonly #source: LibrarySource

  constructor(chunks: readonly Chunk[], source: LibrarySource, before?: LibraryList) {
    this.chunks = chunks
    this.#source = source
    const same =
      before?.chunks.length === chunks.length &&
      chunks.every((chunk, at) => chunk.ratios === before.chunks[at]?.ratios)
    if (same) {
      this.ratios = before.ratios
      this.#starts = before.#starts
    } else {
      this.#starts = new Uint32Array(chunks.length + 1)
      for (const [at, { ratios }] of chunks.entries()) {
        this.#starts[at + 1] = (this.#starts[at] ?? 0) + ratios.length
      }
      this.ratios = new Float32Array(this.#starts[chunks.length] ?? 0)
      for (const [at, { ratios }] of chunks.entries()) this.ratios.set(ratios, this.#starts[at])
    }
    this.count = this.ratios.length
  }

  /** The stretch that a place is in. */
  chunkAt(place: number): number {
    let low = 0
    let high = this.chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle + 1] ?? 0) <= place) low = middle + 1
      else high = middle
    }
    return Math.min(low, Math.max(0, this.chunks.length - 1))
  }

  startOf(chunk: number): number {
    return this.#starts[chunk] ?? this.count
  }

  itemAt(place: number): GalleryItemDto | undefined {
    const at = this.chunkAt(place)
    return this.chunks[at]?.items?.[place - this.startOf(at)]
  }

  idAt(place: number): string | undefined {
    const at = this.chunkAt(place)
    return this.chunks[at]?.ids?.[place - this.startOf(at)]
  }

  /** Hours since 1970 of the picture at a place. */
  hourAt(place: number): number | undefined {
    const at = this.chunkAt(place)
    return this.chunks[at]?.hours[place - this.startOf(at)]
  }

  indexOf(id: string): number {
    for (const [at, { ids }] of this.chunks.entries()) {
      const found = ids?.indexOf(id) ?? -1
      if (found !== -1) return this.startOf(at) + found
    }
    return -1
  }

  get whole(): boolean {
    return this.#source.isWhole()
  }

  get total(): number | undefined {
    return this.whole ? this.count : this.#source.total()
  }

  hasLost(id: string): boolean {
    return this.#source.hasLost(id)
  }

  ids(start: number, end?: number): Promise<readonly string[]> {
    return this.#source.ids(start, end)
  }

  want(by: 'rows' | 'viewer', start: number, end: number): void {
    this.#source.want(by, start, end)
  }

  placeSince(earlier: PictureList, place: number): number {
    const last = Math.max(0, this.count - 1)
    const id = earlier.idAt(place)
    const known = id === undefined ? -1 : this.indexOf(id)
    if (known !== -1) return known
    if (!(earlier instanceof LibraryList)) return Math.min(place, last)
    const at = earlier.chunkAt(place)
    const { from, until } = earlier.chunks[at] ?? { from: null, until: null }
    const now = this.chunks[at]
    // The same stretch, by where it begins and ends: only what is before it has grown or shrunk.
    if (now && now.from?.id === from?.id && now.until?.id === until?.id) {
      const within = Math.min(place - earlier.startOf(at), Math.max(0, now.ratios.length - 1))
      return Math.min(this.startOf(at) + within, last)
    }
    // What comes is newer: the distance from the end says more than that from the beginning.
    return Math.min(last, Math.max(0, this.count - earlier.count + place))
  }
}
