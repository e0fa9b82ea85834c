/**
 * What a gallery of many pictures asks of the server, over HTTP and signed in, on the embedded database and on a PostgreSQL
 * server: median and 95th percentile of the time to the last byte, with nobody else asking. The floor is the health check
 * of the same studio. Then how the page itself does in a real Chromium. Makes the library first, which takes minutes.
 *
 *   node --conditions=react-server bench/gallery.ts [--images 100000] [--requests 40] [--no-browser]
 *     [--data-dir <folder>] [--database-url <url>]   libraries that are there already, of the tests' owner
 */
import { get, type IncomingMessage } from 'node:http'
import { parseArgs } from 'node:util'
import { firstAddresses } from '#lib/library/client.ts'
import { anchorText, decodeIndex } from '#lib/library/index-format.ts'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import type { FacetDto, LibraryItemsDto } from '#lib/library/schema.ts'
import type { Studio } from '../e2e/studio.ts'
import { browserFigures } from './gallery-browser.ts'
import { type Figure, quantile, report, settle, timed } from './harness.ts'
import { DATABASES, startSeeded } from './seeded.ts'

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '40' },
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
    'no-browser': { type: 'boolean', default: false },
  },
})
const IMAGES = Number(values.images)
const SEEDED = { images: IMAGES, dataDir: values['data-dir'], databaseUrl: values['database-url'] }
const REQUESTS = Number(values.requests)

interface Request {
  what: string
  /** p95 in ms on the embedded database; half of it on PostgreSQL. */
  budget: number | null
  path: string
}

const path = (what: string, query: Partial<LibraryQuery>, more: Record<string, string> = {}) => {
  const search = librarySearch(query)
  for (const [name, value] of Object.entries(more)) search.set(name, value)
  return `/api/library${what}?${search}`
}

const SEARCHES: [string, string][] = [
  ['a frequent word', 'light'],
  ['a rare word', 'lighthouse'],
  ['the beginning of words', 'li'],
  ['two words', 'night market'],
  ['one Chinese character', '灯'],
  ['two Chinese characters', '灯笼'],
  ['five Chinese characters', '城市天际线'],
]

async function askAll(studio: Studio): Promise<Request[]> {
  const index = decodeIndex(await (await studio.fetch('/api/library')).arrayBuffer())
  const middle = Math.floor(index.anchors.length / 2)
  const [from, until] = index.anchors.slice(middle, middle + 2).map(anchorText)
  const most = async (facet: string): Promise<string> => {
    const { values: found }: FacetDto = await (
      await studio.fetch(`/api/library/facets?facet=${facet}`)
    ).json()
    return found[0]?.value ?? ''
  }
  const newest: LibraryItemsDto = await (await studio.fetch(firstAddresses('')[0])).json()
  const [first] = newest.items
  const filters: [string, Partial<LibraryQuery>][] = [
    ['a model', { models: [await most('model')] }],
    ['a person', { people: [await most('person')] }],
    ['a board', { board: await most('board') }],
    ['a tag', { tags: [await most('tag')] }],
    ['hearts', { favourite: true }],
    ['a month', { from: '2026-03-01', to: '2026-03-31' }],
    ['size, ratio and stars', { tiers: ['2K'], ratios: ['16:9'], rating: 3 }],
  ]
  return [
    { what: 'Index of everything', budget: null, path: path('', {}) },
    { what: 'First page', budget: 20, path: firstAddresses('')[0] },
    {
      what: 'A page in the middle',
      budget: 20,
      path: path('/items', {}, { after: from ?? '', until: until ?? '' }),
    },
    ...SEARCHES.flatMap(([what, text]) => [
      {
        what: `Search for ${what} (${text}): first page`,
        budget: 60,
        path: firstAddresses(librarySearch({ text }).toString())[0],
      },
      { what: `– index`, budget: 60, path: path('', { text }) },
      { what: `– count`, budget: 60, path: path('/count', { text }) },
    ]),
    ...filters.flatMap(([what, query]) => [
      {
        what: `Filter by ${what}: first page`,
        budget: 60,
        path: firstAddresses(librarySearch(query).toString())[0],
      },
      { what: `– index`, budget: null, path: path('', query) },
      { what: `– count`, budget: 60, path: path('/count', query) },
    ]),
    { what: 'Count of everything', budget: 60, path: path('/count', {}) },
    ...['person', 'board', 'model', 'ratio', 'tag', 'favourite', 'status'].map((facet) => ({
      what: `Counts beside the values of ${facet}`,
      budget: 60,
      path: path('/facets', {}, { facet }),
    })),
    { what: 'More like one picture', budget: 60, path: path('', { like: first?.id ?? null }) },
    { what: 'Suggestions (lan)', budget: null, path: '/api/library/suggestions?q=lan' },
  ]
}

interface Measured extends Request {
  found: string
  median: number
  p95: number
}

async function measure(studio: Studio, request: Request): Promise<Measured> {
  const times: number[] = []
  const ask = async () => {
    const response = await studio.fetch(request.path)
    if (!response.ok) throw new Error(`${request.path} answered ${response.status}`)
    return response.arrayBuffer()
  }
  for (let warm = 0; warm < 3; warm++) await ask()
  for (let n = 0; n < REQUESTS; n++) times.push((await timed(ask)).ms)
  const count = /\/count/.test(request.path) ? JSON.parse(Buffer.from(await ask()).toString()).count : null
  return {
    ...request,
    found: count === null ? '' : ` of ${count}`,
    median: quantile(times),
    p95: quantile(times, 0.95),
  }
}

/** Bytes of the index of everything as a browser gets them: `fetch` would unpack them. */
async function bytesOnTheWire(studio: Studio): Promise<number> {
  const headers = { cookie: await studio.cookie(), 'accept-encoding': 'gzip, deflate, br' }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  get(`${studio.url}/api/library`, { headers, agent: false }, resolve).on('error', reject)
  const response = await promise
  const { statusCode, headers: got } = response
  if (got['content-encoding'] !== 'br') {
    throw new Error(`the index came as ${got['content-encoding']} (status ${statusCode})`)
  }
  let bytes = 0
  for await (const chunk of response) bytes += chunk.length
  return bytes
}

async function serverFigures(): Promise<Figure[]> {
  const results: { all: Measured[]; floor: number; bytes: number }[] = []
  for (const kind of DATABASES) {
    const { studio, stop } = await startSeeded(kind, SEEDED)
    try {
      await settle()
      // The embedded database is the slower one, and the browser sees little of either.
      if (kind === 'embedded' && !values['no-browser']) browser.push(...(await browserFigures(studio)))
      const bytes = await bytesOnTheWire(studio)
      const all: Measured[] = []
      for (const request of await askAll(studio)) all.push(await measure(studio, request))
      const floor = await measure(studio, { what: '', budget: null, path: '/api/healthz' })
      results.push({ all, floor: floor.median, bytes })
    } finally {
      await stop()
    }
  }
  const each = <T>(show: (one: { all: Measured[]; floor: number; bytes: number }) => T) => results.map(show)
  const ms = (value = Number.NaN) => value.toFixed(1)
  const [first] = results
  return [
    {
      what: `Index of ${IMAGES.toLocaleString('en')} pictures on the wire, kB`,
      budget: '≤ 500 with all of the first screen',
      measured: each(({ bytes }) => (bytes / 1_000).toFixed(1)).join('; '),
    },
    ...(first?.all ?? []).map(({ what, budget, found }, place) => ({
      what: what + found,
      budget: budget === null ? '–' : `≤ ${budget}; ≤ ${budget / 2}`,
      measured: each(({ all }) => `${ms(all[place]?.median)} / ${ms(all[place]?.p95)}`).join('; '),
      floor: each(({ floor }) => ms(floor)).join('; '),
    })),
  ]
}

const browser: Figure[] = []
const figures = await serverFigures()
console.log('Server time: median / p95 in ms on the embedded database; the same on PostgreSQL.')
report(`bench/gallery.ts --images ${IMAGES} --requests ${REQUESTS}`, figures)
if (browser.length > 0) {
  console.log('\nIn a real Chromium, on the embedded database.')
  report('the same run', browser)
}
