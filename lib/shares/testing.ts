import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import type { Db } from '#lib/db/client.ts'
import { boardImages, boards, generations, images, people } from '#lib/db/schema/schema.ts'
import type { Actor } from '#lib/studio.ts'
import type { ShareInput } from './schema.ts'

/** Pictures, people and boards for tests of links, put where they belong without a studio around them. */
export function shareFixtures(db: Db, blobs: BlobStore, now: Date) {
  let made = 0

  async function person(role: Actor['role'] = 'member', name = 'Somebody'): Promise<Actor> {
    const id = randomUUID()
    await db.insert(people).values({ id, name, role })
    return { personId: id, role, ip: '192.0.2.7' }
  }

  /** A finished picture; later ones are newer. */
  async function picture(
    maker: Actor,
    more: {
      prompt?: string
      private?: boolean
      bytes?: Buffer
      mime?: string
      width?: number
      height?: number
    } = {},
  ) {
    made += 1
    const { width = 90, height = 60 } = more
    const background = { r: made % 256, g: 90, b: 120 }
    const bytes =
      more.bytes ??
      (await sharp({ create: { width, height, channels: 3, background } })
        .png()
        .toBuffer())
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await blobs.put(blobKeys.original(sha256), bytes)
    const [generationId, id] = [randomUUID(), randomUUID()]
    const at = new Date(now.getTime() + made * 1000)
    await db.insert(generations).values({
      id: generationId,
      personId: maker.personId,
      source: 'studio',
      prompt: more.prompt ?? `A secret prompt ${made}`,
      model: 'nano-banana-2',
      ratio: '3:2',
      tier: '1K',
      n: 1,
      expectedWidth: width,
      expectedHeight: height,
      sandbox: true,
      requestHash: 'x',
      private: more.private ?? false,
      createdAt: at,
      changedAt: at,
    })
    await db.insert(images).values({
      id,
      generationId,
      personId: maker.personId,
      index: 0,
      status: 'succeeded',
      turn: 0,
      queuedAt: at,
      madeAt: at,
      sha256,
      mime: more.mime ?? 'image/png',
      width,
      height,
      bytes: bytes.length,
    })
    return { id, generationId, sha256, bytes }
  }

  async function board(
    owner: Actor,
    imageIds: string[],
    more: { access?: 'private' | 'team_view' | 'team_edit'; sort?: 'hand' | 'date' } = {},
  ): Promise<string> {
    const id = randomUUID()
    await db.insert(boards).values({
      id,
      ownerId: owner.personId,
      name: 'Campaign',
      access: more.access ?? 'team_view',
      sort: more.sort ?? 'hand',
      createdAt: now,
      changedAt: now,
    })
    await addToBoard(owner, id, imageIds)
    return id
  }

  async function addToBoard(by: Actor, boardId: string, imageIds: string[], from = 0): Promise<void> {
    if (imageIds.length === 0) return
    await db.insert(boardImages).values(
      imageIds.map((imageId, index) => ({
        boardId,
        imageId,
        position: from + index,
        addedBy: by.personId,
        addedAt: now,
      })),
    )
  }

  return { person, picture, board, addToBoard }
}

/** What a maker chooses, with whatever the test does not care about filled in. */
export function shareOf(input: Partial<ShareInput>): ShareInput {
  return {
    kind: input.boardId === undefined ? 'images' : 'board',
    title: '',
    note: '',
    allowDownload: true,
    showPrompt: false,
    showMaker: false,
    expiresAt: null,
    password: null,
    ...input,
  }
}
