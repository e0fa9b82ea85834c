import type { LibraryQuery } from '#lib/library/query.ts'
import { DatePanel } from './date-panel.tsx'
import type { Filter } from './filters.ts'
import { ValueList } from './value-list.tsx'

/** What opens under a filter's name: in a popover on a desk, in the sheet on a phone. */
export function FilterPanel({ filter, query }: { filter: Filter; query: LibraryQuery }) {
  return filter === 'date' ? <DatePanel query={query} /> : <ValueList filter={filter} query={query} />
}
