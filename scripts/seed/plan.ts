import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { pickWeighted } from './rows.ts'

/** How one picture of a seeded run ends. `trashed` ones are made, and lie in the trash. */
export type Outcome = 'succeeded' | 'trashed' | 'failed' | 'cancelled' | 'outcome_unknown'

const ENDS: readonly (readonly [Outcome, number])[] = [
  ['succeeded', 960],
  ['failed', 30],
  ['cancelled', 7],
  ['outcome_unknown', 3],
]
const PICTURES: readonly (readonly [number, number])[] = [
  [1, 38],
  [2, 22],
  [3, 8],
  [4, 32],
]
/** What is thrown away comes from so many of the last runs: the trash empties itself of older ones. */
const TRASH_FROM = 0.02
const MOST_A_RUN = 4

/** Runs, each by the ends of its pictures: exactly `pictures` succeed and stay. */
export function planRuns(pictures: number, random: Random): Outcome[][] {
  const runs: Outcome[][] = []
  for (let kept = 0; kept < pictures; ) {
    const [n] = pickWeighted(PICTURES, ([, weight]) => weight, random)
    const run = Array.from({ length: n }, () => pickWeighted(ENDS, ([, weight]) => weight, random)[0])
    const succeeded = run.filter((end) => end === 'succeeded').length
    runs.push(kept + succeeded <= pictures ? run : Array<Outcome>(pictures - kept).fill('succeeded'))
    kept += succeeded
  }
  for (const run of runs.slice(-Math.ceil(runs.length * TRASH_FROM))) {
    if (run.length < MOST_A_RUN && random.chance(0.3)) run.push('trashed')
  }
  return runs
}
