import { galleryItem, retold } from '#lib/images/gallery-item.ts'
import type { GalleryItemDto } from '#lib/images/schema.ts'
import type { LibraryNews } from '#lib/library/news.ts'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import { type Chunk, takes, withChanged, withoutPictures, withPicture } from './library-chunks.ts'

type RunNews = Extract<LibraryNews, { type: 'run' }>

/** Whether news alone tell if a picture belongs into a gallery: where it asks for nothing but makers. */
export function tellsByNews(query: LibraryQuery): boolean {
  return librarySearch({ ...query, people: [] }).size === 0
}

/** Whether a run's pictures belong into a gallery that `tellsByNews`. */
function belongs({ people }: LibraryQuery, { generation, own }: RunNews): boolean {
  return people.length === 0 || people.includes(generation.person.id) || (own && people.includes('me'))
}

/** A gallery's stretches after news, and which pictures left with them. */
export interface Told {
  chunks: readonly Chunk[]
  lost: readonly string[]
}

/** What can be done about news without asking the server: the pure half of the store. */
export function afterNews(
  chunks: readonly Chunk[],
  query: LibraryQuery,
  news: Exclude<LibraryNews, { type: 'reset' }>,
): Told {
  switch (news.type) {
    case 'run':
      return afterRun(chunks, query, news)
    case 'hidden':
      return without(chunks, (_, item) => item?.generationId === news.generationId)
    case 'removed':
      return without(chunks, (id) => id === news.imageId)
    case 'marked': {
      const marked = new Set(news.imageIds)
      const change = (item: GalleryItemDto) => (marked.has(item.id) ? news.change(item) : item)
      return { chunks: chunks.map((chunk) => withChanged(chunk, change)), lost: [] }
    }
  }
}

function without(
  chunks: readonly Chunk[],
  leaves: (id: string, item: GalleryItemDto | undefined) => boolean,
): Told {
  const lost: string[] = []
  const next = chunks.map((chunk) =>
    withoutPictures(chunk, (id, item) => {
      const gone = leaves(id, item)
      if (gone) lost.push(id)
      return gone
    }),
  )
  return { chunks: next, lost }
}

function afterRun(chunks: readonly Chunk[], query: LibraryQuery, news: RunNews): Told {
  const { generation } = news
  const deleted = generation.deletedAt !== null
  const tiles = deleted ? [] : generation.images.flatMap((image) => galleryItem(generation, image) ?? [])
  const shown = new Map(tiles.map((tile) => [tile.id, tile]))
  // A gallery that asks for failed ones, say, shows pictures that are no tiles here.
  const simple = tellsByNews(query)
  const present = new Set(simple ? shown.keys() : deleted ? [] : generation.images.map((image) => image.id))
  const known = new Set(generation.images.map((image) => image.id))
  const told = without(chunks, (id, item) =>
    item ? item.generationId === generation.id && !present.has(id) : known.has(id) && !present.has(id),
  )
  let next = told.chunks.map((chunk) =>
    withChanged(chunk, (item) => {
      const tile = shown.get(item.id)
      return tile ? retold(item, tile) : item
    }),
  )
  if (simple && belongs(query, news)) {
    for (const tile of tiles) {
      if (next.some((chunk) => chunk.ids?.includes(tile.id))) continue
      next = next.map((chunk) => (takes(chunk, tile) ? withPicture(chunk, tile) : chunk))
    }
  }
  return { chunks: next, lost: told.lost }
}

/** Whether news can change what a filter or a search finds. */
export function concernsFilters(news: LibraryNews): boolean {
  if (news.type !== 'run') return news.type === 'marked'
  const { images, deletedAt } = news.generation
  return deletedAt !== null || images.some(({ status }) => status !== 'queued' && status !== 'running')
}
