import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { references } from '#lib/db/schema/schema.ts'
import { referenceBySource, toReferenceDto } from './data.ts'
import type { ReferenceDto } from './schema.ts'

type NewReference = typeof references.$inferInsert & { sourceSha256: string }

/** Keeps a reference, or gives back the one that the person made from the same source first. */
export async function insertReference(db: Db, row: NewReference): Promise<ReferenceDto> {
  const [inserted] = await db
    .insert(references)
    .values(row)
    .onConflictDoNothing({ target: [references.personId, references.sourceSha256] })
    .returning()
  if (inserted) return toReferenceDto(inserted)
  const first = await referenceBySource(db, row)
  if (!first) throw new Error('a reference was neither inserted nor there')
  return first
}
