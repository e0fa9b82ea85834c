import type { KitContent } from './schema.ts'

/** What one version of a kit has that another has not. */
export interface KitChanges {
  /** Ids of references. */
  added: string[]
  removed: string[]
  /** Ids of references that stand for something else now. */
  roles: string[]
  /** The references that both have stand in another order. */
  order: boolean
  standingText: boolean
  wordsAdded: string[]
  wordsRemoved: string[]
  settings: (keyof KitContent['settings'])[]
}

const EMPTY: KitContent = {
  references: [],
  standingText: '',
  forbiddenWords: [],
  settings: { model: null, ratio: null, tier: null, temperature: null },
}

const without = <T>(all: readonly T[], known: readonly T[]) => all.filter((each) => !known.includes(each))

/** What changed from one version to the next; from `null`, everything that the first has. */
export function changesBetween(before: KitContent | null, after: KitContent): KitChanges {
  const from = before ?? EMPTY
  const idsBefore = from.references.map(({ referenceId }) => referenceId)
  const idsAfter = after.references.map(({ referenceId }) => referenceId)
  const roleBefore = new Map(from.references.map(({ referenceId, role }) => [referenceId, role]))
  const kept = idsBefore.filter((id) => idsAfter.includes(id))
  const keptAfter = idsAfter.filter((id) => idsBefore.includes(id))
  const names = ['model', 'ratio', 'tier', 'temperature'] as const
  return {
    added: without(idsAfter, idsBefore),
    removed: without(idsBefore, idsAfter),
    roles: after.references
      .filter(({ referenceId, role }) => kept.includes(referenceId) && roleBefore.get(referenceId) !== role)
      .map(({ referenceId }) => referenceId),
    order: kept.some((id, place) => keptAfter[place] !== id),
    standingText: from.standingText !== after.standingText,
    wordsAdded: without(after.forbiddenWords, from.forbiddenWords),
    wordsRemoved: without(from.forbiddenWords, after.forbiddenWords),
    settings: names.filter((name) => from.settings[name] !== after.settings[name]),
  }
}

/** True where two versions hold the same. */
export function isUnchanged(changes: KitChanges): boolean {
  return Object.values(changes).every((change) => (Array.isArray(change) ? change.length === 0 : !change))
}
