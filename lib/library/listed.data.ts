import 'server-only'
import { eq, or, type SQL, sql } from 'drizzle-orm'
import { library } from '#lib/db/schema/schema.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'

/** The visibility rule for queries on `library`, in which nothing of the trash is: also for whatever counts or suggests. */
export function listedFor(viewer: Viewer): SQL {
  return or(eq(library.private, false), eq(library.personId, viewer.personId)) ?? sql`false`
}
