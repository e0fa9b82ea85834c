import type { kits, kitVersions, references } from '#lib/db/schema/schema.ts'
import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { SeedFile } from './files.ts'
import { referenceRow } from './reference-row.ts'
import { pickWeighted, uuidOf } from './rows.ts'
import type { Maker } from './team.ts'

/** A kit that runs may be made with. */
export interface SeedKit {
  id: string
  from: Date
  standingText: string
  references: { id: string; role: ReferenceRole }[]
}

const KITS: readonly {
  name: string
  standingText: string
  forbiddenWords: string[]
  roles: ReferenceRole[]
}[] = [
  {
    name: 'Tea brand',
    standingText: 'Warm paper tones, one green accent, soft light from the left.',
    forbiddenWords: ['coffee'],
    roles: ['product', 'style'],
  },
  {
    name: '国潮礼盒',
    standingText: '国潮配色，留白多，不要文字。',
    forbiddenWords: ['龙袍'],
    roles: ['style'],
  },
  {
    name: 'Annual report',
    standingText: 'Restrained, architectural, much empty space.',
    forbiddenWords: [],
    roles: ['style', 'layout'],
  },
]
const DAY_MS = 86_400_000

/** Kits of the team, made in the first months. */
export function makeKits(makers: readonly Maker[], files: readonly SeedFile[], since: Date, random: Random) {
  const rows: {
    references: (typeof references.$inferInsert)[]
    kits: (typeof kits.$inferInsert)[]
    versions: (typeof kitVersions.$inferInsert)[]
  } = { references: [], kits: [], versions: [] }
  const made = KITS.map(({ name, standingText, forbiddenWords, roles }, index): SeedKit => {
    const id = uuidOf(random)
    const from = new Date(since.getTime() + (index * 40 + 10) * DAY_MS)
    const ownerId = makers[index + 1]?.id ?? makers[0]?.id ?? ''
    const own = roles.map((role) => {
      const file = pickWeighted(
        files.filter(({ isReference }) => isReference),
        () => 1,
        random,
      )
      const reference = uuidOf(random)
      const source = `kit/${id}/${role}`
      rows.references.push(
        referenceRow(file, {
          id: reference,
          personId: ownerId,
          name: `${name}.png`,
          source,
          createdAt: from,
        }),
      )
      return { id: reference, role }
    })
    rows.kits.push({ id, ownerId, name, version: 1, createdAt: from, changedAt: from })
    rows.versions.push({
      kitId: id,
      version: 1,
      content: {
        references: own.map(({ id: referenceId, role }) => ({ referenceId, role })),
        standingText,
        forbiddenWords,
        settings: { model: null, ratio: null, tier: '2K', temperature: null },
      },
      madeBy: ownerId,
      madeAt: from,
    })
    return { id, from, standingText, references: own }
  })
  return { made, rows }
}
