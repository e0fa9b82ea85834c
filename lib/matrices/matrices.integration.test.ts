import { count, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { addPerson } from '#lib/boards/testing.ts'
import { decodeCursor } from '#lib/cursor.ts'
import type { Db } from '#lib/db/client.ts'
import { generations, images, matrices } from '#lib/db/schema/schema.ts'
import { describeEachDatabase } from '#lib/db/testing.ts'
import type { Change } from '#lib/events/bus.ts'
import { feedPage } from '#lib/generations/data.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { matrixFor } from './data.ts'
import type { MatrixInput } from './schema.ts'
import { createMatrix } from './service.ts'

describeEachDatabase('matrices', (fresh) => {
  let db: Db
  let ann: Actor
  let ben: Actor
  let sent: number[]
  let announced: Change[]
  let failAfter: number
  let studio: Parameters<typeof createMatrix>[0]

  beforeAll(async () => {
    db = (await fresh()).database.db
    ann = await addPerson(db)
    ben = await addPerson(db)
    const queue: Pick<Studio['queue'], 'send'> = {
      send: async (_, __, options) => {
        if (sent.length >= failAfter) throw new Error('the disk is full')
        sent.push(options?.turn ?? -1)
      },
    }
    studio = {
      db,
      queue: queue as Studio['queue'],
      events: {
        announce: async (_, ...changes) => {
          announced.push(...changes)
        },
        subscribe: () => () => undefined,
        close: async () => undefined,
      },
      gateway: { id: 'sandbox' } as Studio['gateway'],
      now: () => new Date('2026-11-22T10:00:00Z'),
    }
  })
  beforeEach(() => {
    sent = []
    announced = []
    failAfter = Number.POSITIVE_INFINITY
  })

  const request = (
    more: Partial<MatrixInput> = {},
    base: Partial<MatrixInput['base']> = {},
  ): MatrixInput => ({
    id: crypto.randomUUID(),
    base: {
      prompt: 'a {colour} {cat|dog}',
      model: 'nano-banana-2',
      ratio: '1:1',
      tier: '1K',
      n: 1,
      temperature: null,
      referenceIds: [],
      ...base,
    },
    axes: [
      { kind: 'slot', name: 'colour', values: ['red', '蓝色', 'green'] },
      { kind: 'slot', name: '1', values: ['cat', 'dog'] },
    ],
    pictures: 6,
    ...more,
  })
  const make = async (input: MatrixInput, actor = ann) => (await createMatrix(studio, actor, input)).matrix
  const stored = async (id: string) => {
    const [runs] = await db.select({ n: count() }).from(generations).where(eq(generations.matrixId, id))
    const [rows] = await db.select({ n: count() }).from(matrices).where(eq(matrices.id, id))
    return [Number(rows?.n), Number(runs?.n)]
  }

  it('makes every combination in its order, priced by itself, in the maker’s turns', async () => {
    const ratios = { kind: 'ratio' as const, values: ['1:1' as const, '16:9' as const] }
    const tiers = { kind: 'tier' as const, values: ['1K' as const, '4K' as const] }
    const matrix = await make(request({ axes: [ratios, tiers], pictures: 8 }, { n: 2 }))
    expect(
      matrix.generations.map((run) => [run.matrix?.cell, run.ratio, run.tier, run.estimatedPriceMicroUsd]),
    ).toEqual([
      [[0, 0], '1:1', '1K', 134_000],
      [[0, 1], '1:1', '4K', 302_000],
      [[1, 0], '16:9', '1K', 134_000],
      [[1, 1], '16:9', '4K', 302_000],
    ])
    expect(sent).toEqual(sent.map((_, index) => (sent[0] ?? 0) + index))
    expect(sent).toHaveLength(8)
    expect(announced.filter(({ type }) => type === 'generation')).toHaveLength(4)
    const [expected] = await db
      .select()
      .from(images)
      .where(eq(images.generationId, matrix.generations[1]?.id ?? ''))
    expect(expected?.status).toBe('queued')
  })

  it('fills slots and choices', async () => {
    const matrix = await make(request())
    expect(matrix.generations.map(({ prompt }) => prompt)).toEqual([
      'a red cat',
      'a red dog',
      'a 蓝色 cat',
      'a 蓝色 dog',
      'a green cat',
      'a green dog',
    ])
    expect(matrix.template).toBe('a {colour} {cat|dog}')
  })

  it('answers the same id with the first matrix, and refuses it for another request', async () => {
    const input = request()
    const answers = await Promise.all([1, 2, 3].map(() => createMatrix(studio, ann, input)))
    expect(answers.filter(({ created }) => created)).toHaveLength(1)
    expect(await stored(input.id)).toEqual([1, 6])
    await expect(make({ ...input, base: { ...input.base, tier: '4K' } })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('gives somebody else’s id another, once', async () => {
    const input = request()
    await make(input)
    const first = await make(input, ben)
    const again = await make(input, ben)
    expect(first.id).not.toBe(input.id)
    expect(again.id).toBe(first.id)
    expect(await stored(first.id)).toEqual([1, 6])
    expect(await stored(input.id)).toEqual([1, 6])
  })

  it('leaves out what a model cannot do, and counts it', async () => {
    const axes: MatrixInput['axes'] = [
      { kind: 'model', values: ['nano-banana-2', 'nano-banana-pro'] },
      { kind: 'ratio', values: ['1:1', '1:8'] },
    ]
    await expect(make(request({ axes, pictures: 4 }))).rejects.toMatchObject({
      code: 'matrix_pictures_differ',
      params: { pictures: 3, told: 4 },
    })
    const matrix = await make(request({ axes, pictures: 3 }))
    expect(matrix.generations.map((run) => run.matrix?.cell)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ])
    const none = axes.map((axis) =>
      axis.kind === 'model'
        ? { ...axis, values: ['nano-banana-pro'] }
        : { kind: 'ratio' as const, values: ['1:8' as const] },
    )
    await expect(make(request({ axes: none, pictures: 1 }))).rejects.toMatchObject({ code: 'matrix_empty' })
  })

  const many = Array.from({ length: 50 }, (_, index) => `v${index}`)
  it.each([
    [
      'too many pictures',
      {
        pictures: 300,
        axes: [
          { kind: 'slot', name: 'colour', values: many },
          { kind: 'slot', name: '1', values: many.slice(0, 6) },
        ],
      },
      'matrix_too_large',
    ],
    [
      'far too many',
      {
        pictures: 2500,
        axes: [
          { kind: 'slot', name: 'colour', values: many },
          { kind: 'slot', name: '1', values: many },
        ],
      },
      'matrix_too_large',
    ],
    ['a slot that is not there', { axes: [{ kind: 'slot', name: 'shape', values: ['a'] }] }, 'invalid_input'],
    [
      'the same axis twice',
      {
        axes: [
          { kind: 'tier', values: ['1K'] },
          { kind: 'tier', values: ['2K'] },
        ],
      },
      'invalid_input',
    ],
    ['the same value twice', { axes: [{ kind: 'tier', values: ['1K', '1K'] }] }, 'invalid_input'],
    [
      'a reference that is not there',
      { pictures: 1, axes: [{ kind: 'reference', values: [crypto.randomUUID()] }] },
      'matrix_cell_refused',
    ],
  ] satisfies [string, Partial<MatrixInput>, string][])('refuses %s', async (_, more, code) => {
    const input = request(more)
    await expect(make(input)).rejects.toMatchObject({ code })
    expect(await stored(input.id)).toEqual([0, 0])
    expect(sent).toEqual([])
  })

  it('names the cell that cannot be made', async () => {
    const axes: MatrixInput['axes'] = [{ kind: 'slot', name: 'colour', values: ['red', 'x'.repeat(2_000)] }]
    const prompt = `${'a'.repeat(9_000)} {colour}`
    await expect(make(request({ axes, pictures: 2 }, { prompt }))).rejects.toMatchObject({
      code: 'matrix_cell_refused',
      params: { cell: 'x'.repeat(200), at: '1' },
      because: { code: 'prompt_too_long', field: 'prompt', params: { max: 10_000, length: 11_001 } },
    })
  })

  it('is not cut by a page of the feed', async () => {
    const cleo = await addPerson(db)
    const first = await make(request(), cleo)
    const second = await make(request({}, { prompt: 'another {colour} {cat|dog}' }), cleo)
    // As they are where nobody stops the clock: one matrix after the other.
    const later = { createdAt: new Date('2026-11-22T10:00:01Z') }
    await db.update(generations).set(later).where(eq(generations.matrixId, second.id))
    const page = async (cursor: string | null, limit: number, wholeMatrices = true) => {
      const { items, nextCursor } = await feedPage(db, cleo, {
        cursor: decodeCursor(cursor),
        limit,
        wholeMatrices,
      })
      return { of: items.map(({ matrix }) => (matrix?.id === first.id ? 1 : 2)), nextCursor }
    }
    const one = await page(null, 2)
    expect(one.of).toEqual([2, 2, 2, 2, 2, 2])
    const two = await page(one.nextCursor, 6)
    expect(two).toEqual({ of: [1, 1, 1, 1, 1, 1], nextCursor: null })
    expect((await page(null, 6)).of).toHaveLength(6)
    expect((await page(null, 7)).of).toHaveLength(12)
    expect((await page(null, 2, false)).of).toEqual([2, 2])
  })

  it('leaves nothing half made', async () => {
    failAfter = 4
    const input = request()
    await expect(make(input)).rejects.toThrow()
    expect(await stored(input.id)).toEqual([0, 0])
    failAfter = Number.POSITIVE_INFINITY
    expect((await make(input)).generations).toHaveLength(6)
  })

  it('shows others what they may see, and tells them nothing of the rest', async () => {
    const secret = await make(request({}, { private: true }))
    expect(await matrixFor(db, ben, secret.id)).toBeNull()
    const matrix = await make(request())
    expect((await matrixFor(db, ben, matrix.id))?.generations).toHaveLength(6)
    for (const run of matrix.generations.filter(({ prompt }) => prompt.includes('red'))) {
      await db.update(generations).set({ private: true }).where(eq(generations.id, run.id))
    }
    const seen = await matrixFor(db, ben, matrix.id)
    expect(seen?.generations).toHaveLength(4)
    expect(seen?.places).toEqual([
      [1, 2],
      [0, 1],
    ])
    expect(JSON.stringify(seen)).not.toContain('red')
    expect((await matrixFor(db, ann, matrix.id))?.generations).toHaveLength(6)
    await db.update(generations).set({ deletedAt: new Date() }).where(eq(generations.matrixId, matrix.id))
    expect(await matrixFor(db, ben, matrix.id)).toBeNull()
    expect((await matrixFor(db, ann, matrix.id))?.generations).toEqual([])
  })
})
