import 'server-only'
import { modelProfile } from '#lib/models/catalogue.ts'
import type { SheetPicture } from './data.ts'
import type { Caption } from './options.ts'

/**
 * What may stand below a picture; empty where it has no such fact.
 *
 * @param index place on the sheet, from 0
 */
export function captionsOf(picture: SheetPicture, index: number): Record<Caption, string> {
  return {
    number: `${index + 1}`,
    prompt: picture.prompt,
    person: picture.person,
    // The same in every language, and it sorts.
    date: picture.madeAt.toISOString().slice(0, 10),
    model: modelProfile(picture.model).name,
    size: `${picture.width} × ${picture.height}`,
    ratio: picture.ratio,
    rating: picture.rating === null ? '' : `${picture.rating} / 5`,
    tags: picture.tags.join(', '),
    note: picture.note,
  }
}
