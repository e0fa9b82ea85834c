import 'server-only'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { showable } from './data.ts'
import type { ZipPicture } from './zip-names.ts'

export interface StoredZipPicture extends ZipPicture {
  sha256: string
  bytes: number
}

/** Those of the pictures that the person may see, in the order given, each once. */
export async function picturesForZip(
  db: Db,
  viewer: Viewer,
  imageIds: readonly string[],
): Promise<StoredZipPicture[]> {
  const rows = await db
    .select({
      id: images.id,
      sha256: images.sha256,
      bytes: images.bytes,
      mime: images.mime,
      madeAt: images.madeAt,
      prompt: generations.prompt,
      model: generations.model,
      tier: generations.tier,
      ratio: generations.ratio,
      person: people.name,
    })
    .from(images)
    .innerJoin(generations, eq(generations.id, images.generationId))
    .innerJoin(people, eq(people.id, images.personId))
    .where(
      and(
        // One parameter, however many they are.
        sql`${images.id} = any(${sql.param([...imageIds])}::uuid[])`,
        isNotNull(images.sha256),
        showable(viewer),
      ),
    )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...new Set(imageIds)].flatMap((id) => {
    const row = byId.get(id)
    if (!row?.sha256 || row.bytes === null || row.mime === null || row.madeAt === null) return []
    return { ...row, sha256: row.sha256, bytes: row.bytes, mime: row.mime, madeAt: row.madeAt }
  })
}
