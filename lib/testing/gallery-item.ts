import type { GalleryItemDto } from '#lib/images/schema.ts'

/** A picture of a gallery with this id, by Ann, in 3:2; what else a test is about goes into `known`. */
export const galleryItemWith = (id: string, known: Partial<GalleryItemDto> = {}): GalleryItemDto => ({
  id,
  generationId: `run of ${id}`,
  person: { id: 'ann', name: 'Ann', avatar: null },
  private: false,
  width: 3,
  height: 2,
  thumbHash: null,
  madeAt: '2026-11-22T12:00:00.000Z',
  prompt: 'A pear',
  mismatch: false,
  status: 'succeeded',
  rating: null,
  favourite: false,
  ...known,
})
