import type { GenerationDto } from '#lib/generations/schema.ts'

/** What the feed shows as one: a run, or those of a matrix that are loaded, in the order of their cells. */
export interface FeedEntry {
  key: string
  runs: readonly GenerationDto[]
}

function byCell({ matrix: a }: GenerationDto, { matrix: b }: GenerationDto): number {
  for (const [axis, place] of (a?.cell ?? []).entries()) {
    const difference = place - (b?.cell[axis] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Runs as entries, each matrix at the place of its first. */
export function feedEntries(runs: readonly GenerationDto[]): FeedEntry[] {
  const groups = Map.groupBy(runs, ({ id, matrix }) => matrix?.id ?? id)
  return [...groups].map(([key, group]) => ({ key, runs: group.length > 1 ? group.toSorted(byCell) : group }))
}
