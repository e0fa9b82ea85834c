import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { showable } from '#lib/images/data.ts'

/** A picture of a sheet, with what its captions may say. */
export interface SheetPicture {
  id: string
  sha256: string
  /** Pixels. */
  width: number
  height: number
  prompt: string
  person: string
  madeAt: Date
  model: string
  ratio: string
  rating: number | null
  tags: string[]
  note: string
}

/** The pictures among `ids` that the person may see, in their order; any other is left out. */
export async function sheetPictures(db: Db, viewer: Viewer, ids: readonly string[]): Promise<SheetPicture[]> {
  const rows = await db
    .select({
      id: images.id,
      sha256: images.sha256,
      width: images.width,
      height: images.height,
      prompt: generations.prompt,
      person: people.name,
      madeAt: images.madeAt,
      model: generations.model,
      ratio: generations.ratio,
      rating: images.rating,
      tags: images.tags,
      note: images.note,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
    .where(and(inArray(images.id, [...ids]), showable(viewer)))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (!row?.sha256 || !row.width || !row.height || !row.madeAt) return []
    const { sha256, width, height, madeAt } = row
    return { ...row, sha256, width, height, madeAt }
  })
}
