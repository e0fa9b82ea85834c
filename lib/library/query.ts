import { RATIO_CHOICES, type RatioChoice, TIERS, type Tier } from '#lib/models/catalogue.ts'

/** Where a picture of a gallery may stand; `succeeded` where nothing else is asked for. */
export const LIBRARY_STATUSES = ['succeeded', 'failed', 'cancelled', 'outcome_unknown'] as const
export type LibraryStatus = (typeof LIBRARY_STATUSES)[number]

/**
 * What a gallery shows. Conditions are joined by "and"; values of one list by "or", but for tags, all of which a picture
 * must bear. Empty lists, `null` and empty texts ask for nothing.
 */
export interface LibraryQuery {
  /** What somebody typed into the search field. */
  text: string
  /** Ids of makers; `me` is the person who asks. */
  people: readonly string[]
  /** Id of a board. */
  board: string | null
  models: readonly string[]
  tiers: readonly Tier[]
  /** Ratios as they were asked for. */
  ratios: readonly RatioChoice[]
  /** Days as `YYYY-MM-DD`, both included, of whoever asks. */
  from: string | null
  to: string | null
  /** With the heart of the person who asks. */
  favourite: boolean
  /** At least so many stars, 1 to 5. */
  rating: number | null
  tags: readonly string[]
  /** Made with references, or without. */
  references: 'with' | 'without' | null
  /** Id of a picture: what was made from it, as a reference or by its recipe. */
  madeFrom: string | null
  /** Id of a kit. */
  kit: string | null
  statuses: readonly LibraryStatus[]
  /** Id of a picture: those that look like it, the nearest first. */
  like: string | null
  /** The look of a picture that is none of ours (`lib/library/look.ts`, as 64 hexadecimal digits). */
  look: string | null
}

export const EVERYTHING: LibraryQuery = {
  text: '',
  people: [],
  board: null,
  models: [],
  tiers: [],
  ratios: [],
  from: null,
  to: null,
  favourite: false,
  rating: null,
  tags: [],
  references: null,
  madeFrom: null,
  kit: null,
  statuses: [],
  like: null,
  look: null,
}

/** Characters of a search text and of a tag, and values of a list, beyond which an address says nothing sensible. */
const LONGEST = { text: 200, value: 100, list: 50 } as const

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DAY = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const LOOK = /^[0-9a-f]{64}$/

type Search = Pick<URLSearchParams, 'get' | 'getAll'>

function matching(search: Search, name: string, form: RegExp): string | null {
  const value = search.get(name)
  return value !== null && form.test(value) ? value : null
}

/** A day that is in the calendar: the database would refuse the 31st of February. */
function day(search: Search, name: string): string | null {
  const text = matching(search, name, DAY)
  const [year = 0, month = 0, date = 0] = (text ?? '').split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date)).getUTCDate() === date ? text : null
}

function list(search: Search, name: string): string[] {
  const values = search
    .getAll(name)
    .filter((value) => value !== '' && value.length <= LONGEST.value && !value.includes('\0'))
  return [...new Set(values)].slice(0, LONGEST.list)
}

/** The query that an address or a request names; what is missing or nonsense asks for nothing. */
export function libraryQuery(search: Search): LibraryQuery {
  const rating = Number(search.get('rating'))
  const references = search.get('references')
  const tiers = list(search, 'size')
  const ratios = list(search, 'ratio')
  const statuses = list(search, 'status')
  return {
    text: (search.get('q') ?? '').replaceAll('\0', '').slice(0, LONGEST.text),
    people: list(search, 'person').filter((id) => id === 'me' || UUID.test(id)),
    board: matching(search, 'board', UUID),
    models: list(search, 'model'),
    tiers: TIERS.filter((tier) => tiers.includes(tier)),
    ratios: RATIO_CHOICES.filter((ratio) => ratios.includes(ratio)),
    from: day(search, 'from'),
    to: day(search, 'to'),
    favourite: search.get('favourite') === '1',
    rating: Number.isInteger(rating) && rating >= 1 && rating <= 5 ? rating : null,
    tags: list(search, 'tag').map((tag) => tag.toLowerCase()),
    references: references === 'with' || references === 'without' ? references : null,
    madeFrom: matching(search, 'from-picture', UUID),
    kit: matching(search, 'kit', UUID),
    statuses: LIBRARY_STATUSES.filter((status) => statuses.includes(status)),
    like: matching(search, 'like', UUID),
    look: matching(search, 'look', LOOK),
  }
}

/** The query as an address, the way `libraryQuery` reads it; always in the same order, so that it can be a key. */
export function librarySearch(query: Partial<LibraryQuery>): URLSearchParams {
  const all = { ...EVERYTHING, ...query }
  const search = new URLSearchParams()
  const put = (name: string, values: readonly (string | null)[]) => {
    for (const value of values) if (value) search.append(name, value)
  }
  put('q', [all.text])
  put('person', [...all.people].sort())
  put('board', [all.board])
  put('model', [...all.models].sort())
  put(
    'size',
    TIERS.filter((tier) => all.tiers.includes(tier)),
  )
  put(
    'ratio',
    RATIO_CHOICES.filter((ratio) => all.ratios.includes(ratio)),
  )
  put('from', [all.from])
  put('to', [all.to])
  put('favourite', [all.favourite ? '1' : null])
  put('rating', [all.rating === null ? null : String(all.rating)])
  put('tag', [...all.tags].sort())
  put('references', [all.references])
  put('from-picture', [all.madeFrom])
  put('kit', [all.kit])
  put(
    'status',
    LIBRARY_STATUSES.filter((status) => all.statuses.includes(status)),
  )
  put('like', [all.like])
  put('look', [all.look])
  return search
}

/** Whether the answer comes in the order of how well it fits, instead of newest first. */
export function isRanked(query: LibraryQuery): boolean {
  return query.text.trim() !== '' || query.like !== null || query.look !== null
}
