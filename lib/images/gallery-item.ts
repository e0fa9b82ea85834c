import type { GenerationDto } from '#lib/generations/schema.ts'
import type { GalleryItemDto, ImageDto } from './schema.ts'

/** What a tile needs of a run's picture; `null` where there is nothing to show. */
export function galleryItem(generation: GenerationDto, image: ImageDto): GalleryItemDto | null {
  if (image.status !== 'succeeded' || image.asset === null || image.deletedAt !== null) return null
  return {
    id: image.id,
    generationId: generation.id,
    person: generation.person,
    private: generation.private,
    width: image.asset.width,
    height: image.asset.height,
    thumbHash: image.asset.thumbHash,
    madeAt: image.finishedAt ?? generation.createdAt,
    prompt: generation.prompt.slice(0, 200),
    mismatch: image.mismatch,
    status: image.status,
    rating: image.rating,
    favourite: false,
  }
}

/**
 * A known tile by a later state of its run; itself where nothing on it changes. The server's own `madeAt` decides the
 * place, a run's state only carries a time close to it; and it does not know what is the person's own or was searched.
 */
export function retold(known: GalleryItemDto, told: GalleryItemDto): GalleryItemDto {
  const { madeAt, prompt, favourite, found } = known
  const next: GalleryItemDto = { ...told, madeAt, prompt, favourite, ...(found && { found }) }
  const keys = Object.keys(next) as (keyof GalleryItemDto)[]
  const { name, avatar } = next.person
  const same =
    keys.every((key) => key === 'person' || next[key] === known[key]) &&
    name === known.person.name &&
    avatar === known.person.avatar
  return same ? known : next
}
