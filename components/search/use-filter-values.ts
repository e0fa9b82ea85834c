import { useStudioFacts } from '#components/shell/facts-context.tsx'
import type { LibraryQuery } from '#lib/library/query.ts'
import type { Facet } from '#lib/library/schema.ts'
import { useFacet } from '#lib/searches/finding.ts'
import { valuesOf, withoutFilter } from './filters.ts'
import { hasLabels, useValueName } from './use-value-name.ts'

export interface FilterValue {
  value: string
  name: string
  /** Pictures that it would leave; `null` where it leaves none that the studio counts. */
  count: number | null
  chosen: boolean
}

/**
 * The values of a filter with their names and counts, those in force among them also where they leave nothing.
 *
 * @param wanted they are on screen; otherwise only the names of those in force are asked for
 */
export function useFilterValues(facet: Exclude<Facet, 'favourite'>, query: LibraryQuery, wanted: boolean) {
  const { me } = useStudioFacts()
  const name = useValueName()
  const own = (value: string) => (facet === 'person' && value === me.id ? 'me' : value)
  const inForce = valuesOf(query, facet)
  const named = hasLabels(facet) && inForce.some((value) => value !== 'me')
  // Of tags a picture must have all: how many each leaves depends on the others. The rest add up.
  const others = facet === 'tag' ? query : withoutFilter(query, facet)
  const answer = useFacet(facet, others, wanted || named)
  const known = (answer.data ?? []).map(
    ({ value, label, count }): FilterValue => ({
      value: own(value),
      name: name(facet, own(value), label),
      count,
      chosen: inForce.includes(own(value)),
    }),
  )
  const missing = inForce
    .filter((value) => !known.some((each) => each.value === value))
    .map((value): FilterValue => ({ value, name: name(facet, value, null), count: null, chosen: true }))
  const values = [...missing, ...known].sort((a, b) => Number(b.value === 'me') - Number(a.value === 'me'))
  return { values, isPending: answer.isPending, isError: answer.isError, refetch: answer.refetch }
}
