import type { GalleryItemDto } from '#lib/images/schema.ts'
import { ANCHOR_EVERY, type Anchor, type LibraryIndex, shapeRatio } from '#lib/library/index-format.ts'

/** A stretch of a library that is asked for at once. Never changed in place. */
export interface Chunk {
  /** Where it begins; `null` for the first, into which all newer pictures fall, and in ranked answers. */
  from: Anchor | null
  /** Where the next begins; `null` for the last. */
  until: Anchor | null
  ratios: Float32Array
  /** Hours since 1970 of each picture. */
  hours: Uint32Array
  /** Known from the first time its pictures are loaded, in ranked answers from the beginning. */
  ids: readonly string[] | null
  /** `null` while they are not loaded. */
  items: readonly GalleryItemDto[] | null
}

const MS_PER_HOUR = 3_600_000

/** Shapes nearer to each other than this are the same: the index rounds them. */
const SAME_SHAPE = 0.004

/** The stretches of an index, none of them loaded; of an empty one a stretch for what arrives. */
export function chunksOf({ hours, shapes, ids, anchors }: LibraryIndex): Chunk[] {
  const ratios = Float32Array.from(shapes, shapeRatio)
  if (hours.length === 0) {
    return [{ from: null, until: null, ratios, hours, ids: [], items: [] }]
  }
  const chunks: Chunk[] = []
  for (let start = 0; start < hours.length; start += ANCHOR_EVERY) {
    const end = start + ANCHOR_EVERY
    const at = start / ANCHOR_EVERY
    chunks.push({
      from: start === 0 ? null : (anchors[at] ?? null),
      until: anchors[at + 1] ?? null,
      ratios: ratios.subarray(start, end),
      hours: hours.subarray(start, end),
      ids: ids.length > 0 ? ids.slice(start, end) : null,
      items: null,
    })
  }
  return chunks
}

/** Below zero where the picture stands before the anchor: newer, or as new with a greater id. */
function compare(item: Pick<GalleryItemDto, 'id' | 'madeAt'>, anchor: Anchor): number {
  const later = anchor.at - Date.parse(item.madeAt)
  if (later !== 0) return later
  if (item.id === anchor.id) return 0
  return item.id > anchor.id ? -1 : 1
}

/** Whether a picture's place in a dated answer is in this stretch. */
export function takes(chunk: Chunk, item: Pick<GalleryItemDto, 'id' | 'madeAt'>): boolean {
  if (chunk.from && compare(item, chunk.from) < 0) return false
  return chunk.until === null || compare(item, chunk.until) < 0
}

const ratioOf = (item: GalleryItemDto) => item.width / item.height
const hourOf = (item: GalleryItemDto) => Math.floor(Date.parse(item.madeAt) / MS_PER_HOUR)

/** The stretch with its pictures. Its shapes stay the same object where they are as the index said. */
export function withItems(chunk: Chunk, items: readonly GalleryItemDto[]): Chunk {
  const ids = items.map((item) => item.id)
  const asExpected =
    items.length === chunk.ratios.length &&
    items.every((item, at) => Math.abs(ratioOf(item) / (chunk.ratios[at] ?? 1) - 1) < SAME_SHAPE)
  return asExpected
    ? { ...chunk, ids, items }
    : {
        ...chunk,
        ids,
        items,
        ratios: Float32Array.from(items, ratioOf),
        hours: Uint32Array.from(items, hourOf),
      }
}

/**
 * The first stretch with the pictures that came ahead of the shape: parted after them where they are not all of it, so
 * that what is on screen already stays there.
 */
export function withFirst(head: Chunk, first: readonly GalleryItemDto[]): Chunk[] {
  const { ids } = head
  const inside = ids
    ? first.filter((item, at) => ids[at] === item.id)
    : first.filter((item) => takes(head, item))
  if (inside.length < first.length && ids) return [head]
  const last = inside.at(-1)
  if (!last || inside.length < first.length || inside.length >= head.ratios.length)
    return [withItems(head, inside)]
  const border = ids ? null : { at: Date.parse(last.madeAt), id: last.id }
  // The border is the last one's own place: where there are no ids, it falls into the second part.
  const cut = ids ? inside.length : inside.length - 1
  return [
    withItems({ ...part(head, 0, cut), until: border }, inside.slice(0, cut)),
    { ...part(head, cut, head.ratios.length), from: border },
  ]
}

function part({ ids, ...chunk }: Chunk, start: number, end: number): Chunk {
  return {
    ...chunk,
    ratios: chunk.ratios.subarray(start, end),
    hours: chunk.hours.subarray(start, end),
    ids: ids?.slice(start, end) ?? null,
    items: null,
  }
}

/** The stretch without some of its pictures, whether they are loaded or only known; itself where it has none of them. */
export function withoutPictures(
  chunk: Chunk,
  leaves: (id: string, item: GalleryItemDto | undefined) => boolean,
): Chunk {
  const { ids, items } = chunk
  if (!ids) return chunk
  const stays = ids.map((id, at) => !leaves(id, items?.[at]))
  if (!stays.includes(false)) return chunk
  const kept = (_: unknown, at: number) => stays[at] === true
  return {
    ...chunk,
    ids: ids.filter(kept),
    items: items?.filter(kept) ?? null,
    ratios: chunk.ratios.filter(kept),
    hours: chunk.hours.filter(kept),
  }
}

/** A loaded stretch with one more picture, where the order of a dated answer puts it; itself where it has it already. */
export function withPicture(chunk: Chunk, item: GalleryItemDto): Chunk {
  const { items } = chunk
  if (!items || items.some((known) => known.id === item.id)) return chunk
  const anchor = { at: Date.parse(item.madeAt), id: item.id }
  const found = items.findIndex((known) => compare(known, anchor) > 0)
  const place = found === -1 ? items.length : found
  return withItems(chunk, items.toSpliced(place, 0, item))
}

/** The stretch with loaded pictures changed in what their tiles say; itself where none is. */
export function withChanged(chunk: Chunk, change: (item: GalleryItemDto) => GalleryItemDto): Chunk {
  const items = chunk.items?.map(change)
  if (!items?.some((item, at) => item !== chunk.items?.[at])) return chunk
  return { ...chunk, items }
}

/** The first pictures of a gallery, before its shape is known. */
export function firstChunk(items: readonly GalleryItemDto[]): Chunk {
  const empty: Chunk = {
    from: null,
    until: null,
    ratios: new Float32Array(),
    hours: new Uint32Array(),
    ids: null,
    items: null,
  }
  return withItems(empty, items)
}
