import { describe, expect, it } from 'vitest'
import { EVERYTHING, libraryQuery, librarySearch } from '#lib/library/query.ts'
import { countActive, FILTERS, isActive, toggled, withMe, withoutFilter, withoutFilters } from './filters.ts'

const address = 'q=cat&person=me&model=nano-banana-2&size=1K&size=4K&ratio=auto&from=2026-01-01&favourite=1'
const query = libraryQuery(new URLSearchParams(address))

describe('filters of the gallery', () => {
  it('takes up and lets go one value at a time', () => {
    expect(toggled(query, 'size', '4K').tiers).toEqual(['1K'])
    expect(toggled(query, 'size', '2K').tiers).toEqual(['1K', '2K', '4K'])
    expect(toggled(query, 'rating', '4').rating).toBe(4)
    expect(toggled(toggled(query, 'rating', '4'), 'rating', '5').rating).toBe(5)
    expect(toggled(toggled(query, 'references', 'with'), 'references', 'with').references).toBeNull()
  })

  it('passes over values that a filter cannot have', () => {
    expect(toggled(query, 'status', 'queued').statuses).toEqual([])
    expect(toggled(query, 'references', 'some').references).toBeNull()
  })

  it('counts those in force, and lets each go by itself', () => {
    expect(FILTERS.filter((filter) => isActive(query, filter))).toEqual([
      'person',
      'model',
      'size',
      'ratio',
      'date',
    ])
    expect(countActive(query)).toBe(6)
    const rest = FILTERS.reduce(withoutFilter, query)
    expect(librarySearch(rest).toString()).toBe('q=cat&favourite=1')
  })

  it('knows one person by their id and as “me”', () => {
    const id = '11111111-0000-4000-8000-000000000000'
    expect(withMe({ ...query, people: ['me', id] }, id).people).toEqual(['me'])
    expect(withMe(query, id)).toBe(query)
  })

  it('keeps what is looked for when all filters go', () => {
    expect(withoutFilters(query)).toEqual({ ...EVERYTHING, text: 'cat' })
  })
})
