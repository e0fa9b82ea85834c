import type { boardImages, boards, favourites } from '#lib/db/schema/schema.ts'
import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { librarySearch } from '#lib/library/query.ts'
import type { SlotLists } from '#lib/prompts/slots.ts'
import type { MadePicture } from './batch.ts'
import { pickWeighted, uuidOf } from './rows.ts'
import type { Maker } from './team.ts'
import { THEMES } from './themes.ts'
import { BOARD_NAMES } from './words.ts'

const DAY_MS = 86_400_000

interface SeedBoard {
  row: typeof boards.$inferInsert
  /** What is put on it. */
  themes: ReadonlySet<unknown>
  most: number
  count: number
}

/** Boards and hearts, filled as pictures come. */
export class Collections {
  readonly boards: SeedBoard[]
  readonly #makers: readonly Maker[]
  readonly #random: Random

  constructor(makers: readonly Maker[], since: Date, until: Date, random: Random) {
    this.#makers = makers
    this.#random = random
    const days = (until.getTime() - since.getTime()) / DAY_MS
    this.boards = BOARD_NAMES.map((name, index) => {
      const createdAt = new Date(since.getTime() + random.range(0, 0.8) * days * DAY_MS)
      const there = makers.filter(({ from, to }) => from <= createdAt && createdAt < to)
      const owner = pickWeighted(there, ({ weight }) => weight, random)
      return {
        row: {
          id: uuidOf(random),
          ownerId: owner.id,
          name,
          access: index % 7 === 6 ? 'private' : index % 3 === 0 ? 'team_edit' : 'team_view',
          createdAt,
          changedAt: createdAt,
        },
        themes: new Set(random.shuffle(THEMES).slice(0, random.int(2, 5))),
        most: random.int(40, 600),
        count: 0,
      }
    })
  }

  /** What people do with pictures that came. */
  collect(made: readonly MadePicture[], until: Date) {
    const random = this.#random
    const onBoards: (typeof boardImages.$inferInsert)[] = []
    const hearts: (typeof favourites.$inferInsert)[] = []
    const soon = (at: Date) =>
      new Date(Math.min(until.getTime(), at.getTime() + random.next() ** 3 * 5 * DAY_MS))
    for (const { id: imageId, file, at, shared } of made) {
      if (!shared) continue
      if (random.chance(0.07)) {
        const open = this.boards.filter(
          ({ row, themes, most, count }) => row.createdAt <= at && themes.has(file.theme) && count < most,
        )
        const board = open[random.int(0, open.length - 1)]
        if (board) {
          const { id: boardId, ownerId: addedBy } = board.row
          onBoards.push({ boardId, imageId, position: ++board.count, addedBy, addedAt: soon(at) })
        }
      }
      while (random.chance(0.025)) {
        const { id: personId } = pickWeighted(this.#makers, ({ weight }) => weight, random)
        if (hearts.at(-1)?.imageId !== imageId) hearts.push({ personId, imageId, at: soon(at) })
      }
    }
    return { onBoards, hearts }
  }
}

/** Searches and prompts that people have kept. */
export function keptWords(makers: readonly Maker[], at: Date, random: Random) {
  const owner = () => pickWeighted(makers, ({ weight }) => weight, random).id
  const base = () => ({ id: uuidOf(random), ownerId: owner(), createdAt: at, changedAt: at })
  const searches = [
    { name: 'Finals', query: librarySearch({ tags: ['final'] }) },
    { name: '灯笼与夜市', query: librarySearch({ text: '灯笼' }) },
    { name: 'Best of 4K', query: librarySearch({ tiers: ['4K'], rating: 4 }) },
    { name: 'Wide skies', query: librarySearch({ text: 'sky', ratios: ['16:9', '21:9'] }) },
  ].map(({ name, query }) => ({ ...base(), name, query: String(query), shared: true }))
  const prompts: { name: string; folder: string; prompt: string; slots: SlotLists }[] = [
    {
      name: 'Product, plain',
      folder: 'Products',
      prompt: '{product} on a podium, {white|sand|mint} background, soft light',
      slots: { product: ['A glass bottle', 'A wrist watch', 'A ceramic cup'] },
    },
    {
      name: 'Poster',
      folder: '',
      prompt: 'a geometric poster about {topic}, two colours, risograph print',
      slots: {},
    },
    {
      name: '节气海报',
      folder: '海报',
      prompt: '{节气}主题海报，{水墨画|剪纸风格|国潮插画}，留白多',
      slots: { 节气: ['立春', '夏至', '秋分', '冬至'] },
    },
  ]
  return { searches, prompts: prompts.map((one) => ({ ...base(), ...one, shared: true })) }
}
