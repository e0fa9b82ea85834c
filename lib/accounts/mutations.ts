import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { people } from '#lib/db/schema/schema.ts'

/** The owner's row is there from the first start: what was made before accounts existed belongs to it. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001'

/** Makes sure that the owner's row is there. Safe to repeat. */
export async function ensureOwner(db: Db): Promise<void> {
  await db.insert(people).values({ id: OWNER_ID, name: 'Owner', role: 'owner' }).onConflictDoNothing()
}
