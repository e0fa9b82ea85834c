import type { Role } from '#lib/accounts/schema.ts'
import { actorOf } from '#lib/accounts/testing.ts'
import type { Db } from '#lib/db/client.ts'
import { generations, images, people } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'

/** A person with an account, for tests. */
export async function addPerson(
  db: Db,
  role: Role = 'member',
  more: Partial<typeof people.$inferInsert> = {},
): Promise<Actor> {
  const id = crypto.randomUUID()
  await db.insert(people).values({ id, name: `${role} ${id.slice(0, 4)}`, role, ...more })
  return actorOf(id, role)
}

/** A run of finished pictures without any bytes, each a second later than the one before; their ids. */
export async function addPictures(
  db: Db,
  maker: Actor,
  options: { n?: number; private?: boolean; madeAt?: Date } = {},
): Promise<string[]> {
  const { n = 1, madeAt = new Date('2026-11-01T12:00:00Z') } = options
  const generationId = crypto.randomUUID()
  await db.insert(generations).values({
    id: generationId,
    personId: maker.personId,
    source: 'studio',
    prompt: 'a picture for a board',
    model: 'nano-banana-2',
    ratio: '1:1',
    n,
    expectedWidth: 512,
    expectedHeight: 512,
    sandbox: true,
    requestHash: generationId,
    private: options.private ?? false,
    createdAt: madeAt,
    changedAt: madeAt,
  })
  const rows = Array.from({ length: n }, (_, index) => ({
    id: crypto.randomUUID(),
    generationId,
    personId: maker.personId,
    index,
    status: 'succeeded' as const,
    turn: 0,
    queuedAt: madeAt,
    width: 640,
    height: 480,
    mime: 'image/png',
    bytes: 1000,
    sha256: 'a'.repeat(64),
    madeAt: new Date(madeAt.getTime() + 1000 * index),
  }))
  await db.insert(images).values(rows)
  return rows.map(({ id }) => id)
}
