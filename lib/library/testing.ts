import { sql } from 'drizzle-orm'
import type { Db } from '#lib/db/client.ts'
import { generations, images } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import { wordsVector } from './words.data.ts'

interface Options {
  id?: string
  prompt?: string
  private?: boolean
  at?: Date
  tags?: string[]
  note?: string
  rating?: number | null
  run?: Partial<typeof generations.$inferInsert>
  image?: Partial<typeof images.$inferInsert>
}

let clock = Date.UTC(2026, 0, 1)

/** A run of one finished picture without bytes, a minute later than the last one; for tests. Its id and its run's. */
export async function addPicture(
  db: Db,
  maker: Actor,
  options: Options = {},
): Promise<{ id: string; runId: string }> {
  const { prompt = 'a picture', tags = [], note = '', rating = null } = options
  clock += 60_000
  const at = options.at ?? new Date(clock)
  const runId = crypto.randomUUID()
  const id = options.id ?? crypto.randomUUID()
  await db.insert(generations).values({
    id: runId,
    personId: maker.personId,
    source: 'studio',
    prompt,
    words: wordsVector(prompt),
    model: 'nano-banana-2',
    ratio: '1:1',
    tier: '1K',
    n: 1,
    expectedWidth: 1024,
    expectedHeight: 1024,
    sandbox: true,
    requestHash: runId,
    private: options.private ?? false,
    createdAt: at,
    changedAt: at,
    ...options.run,
  })
  await db.insert(images).values({
    id,
    generationId: runId,
    personId: maker.personId,
    index: 0,
    status: 'succeeded',
    turn: 0,
    queuedAt: at,
    width: 1024,
    height: 1024,
    mime: 'image/png',
    bytes: 1_000,
    sha256: id.replaceAll('-', '').repeat(2),
    madeAt: at,
    tags,
    note,
    rating,
    markWords: sql`${wordsVector(tags.join('\n'), note)}`,
    ...options.image,
  })
  return { id, runId }
}
