import 'server-only'
import { eq } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { people } from '#lib/db/schema/schema.ts'
import { AppError } from '#lib/errors.ts'

/** Hash of a person's picture as we encoded it, hex. @throws AppError `not_found` where there is no person or picture */
export async function avatarOf(db: Db, personId: string): Promise<string> {
  const [row] = await db.select({ sha256: people.avatarSha256 }).from(people).where(eq(people.id, personId))
  if (!row?.sha256) throw new AppError('not_found')
  return row.sha256
}
