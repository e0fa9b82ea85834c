/**
 * Sixteen clients that make pictures one after the other: pictures a second until each client's event, the peak of
 * memory, the event loop's delay, how long other requests take meanwhile, and how old an event is when it arrives. The
 * floor is a program that only receives and stores, asked by the same sixteen clients.
 *
 *   node --conditions=react-server bench/load.ts [--seconds 15] [--runs 3] [--clients 16]
 */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { GalleryPageDto } from '#lib/images/schema.ts'
import {
  type Figure,
  fetchPicture,
  peakMemory,
  quantile,
  report,
  resetPeak,
  serve,
  settle,
  startGateway,
  startStudio,
  timed,
} from './harness.ts'
import { connect } from './studio-client.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '15' },
    runs: { type: 'string', default: '3' },
    clients: { type: 'string', default: '16' },
  },
})
const MS = Number(values.seconds) * 1000
const RUNS = Number(values.runs)
const CLIENTS = Number(values.clients)

const gateway = await startGateway()
const running = await startStudio({
  OPENAI_BASE_URL: gateway.url,
  OPENAI_API_KEY: gateway.key,
  BUNCH_CONCURRENCY: String(CLIENTS),
})
const client = await connect(running.studio)
const folder = await mkdtemp(join(tmpdir(), 'bunch-floor-'))
const store = await serve(async (request, response) => {
  const picture = await fetchPicture(gateway.url, request.url?.slice(1) ?? '1K')
  const path = join(folder, crypto.randomUUID())
  const file = await open(path, 'w')
  await file.writeFile(Readable.from(picture.body ?? []))
  await file.datasync()
  await file.close()
  response.end('{}')
  await rm(path)
})

/** Pictures a second that the clients make together. */
async function rate(make: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + MS
  let made = 0
  const { ms } = await timed(() =>
    Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (performance.now() < until) {
          await make()
          made++
        }
      }),
    ),
  )
  return made / (ms / 1000)
}

interface Run {
  rate: number
  peak: number
  delay: number
  page: number
  thumb: number
  event: number
  floor: number
}

async function run(tier: string, thumb: string): Promise<Run> {
  const ages: number[] = []
  const pages: number[] = []
  const thumbs: number[] = []
  let loading = true
  const look = async (path: string, times: number[]) => {
    while (loading) {
      times.push((await timed(async () => (await running.studio.fetch(path)).arrayBuffer())).ms)
      await sleep(100)
    }
  }
  resetPeak(running.pid)
  await running.loopDelay()
  const looking = [look('/', pages), look(thumb, thumbs)]
  const pictures = await rate(async () => {
    const { generation, eventAt } = await client.make(tier)
    ages.push(eventAt - Date.parse(generation.images[0]?.finishedAt ?? ''))
  })
  loading = false
  const delay = await running.loopDelay()
  await Promise.all(looking)
  const peak = peakMemory(running.pid)
  await thumbsMade()
  const floor = await rate(async () => (await fetch(`${store.url}/${tier}`)).arrayBuffer())
  return {
    rate: pictures,
    peak,
    delay,
    page: quantile(pages, 0.95),
    thumb: quantile(thumbs, 0.95),
    event: quantile(ages, 0.95),
    floor,
  }
}

async function thumbsMade(): Promise<void> {
  for (;;) {
    const response = await running.studio.fetch('/api/library/items')
    const page = (await response.json()) as GalleryPageDto
    if (page.items.every((item) => item.thumbHash !== null)) return
    await sleep(200)
  }
}

await settle()
const { generation } = await client.make('1K')
const thumb = `/api/images/${generation.images[0]?.id}/thumb/320`
await (await running.studio.fetch(thumb)).arrayBuffer()

const figures: Figure[] = []
for (const [tier, rateBudget] of [
  ['1K', '≥ 75'],
  ['4K', '≥ 8'],
] as const) {
  await Promise.all(Array.from({ length: CLIENTS }, () => client.make(tier)))
  await thumbsMade()
  const runs: Run[] = []
  for (let count = 0; count < RUNS; count++) {
    runs.push(await run(tier, thumb))
    console.log(tier, JSON.stringify(runs.at(-1)))
  }
  const median = (name: keyof Run, digits = 0) => quantile(runs.map((each) => each[name])).toFixed(digits)
  figures.push(
    {
      what: `Pictures a second, ${CLIENTS} clients, ${tier}`,
      budget: rateBudget,
      measured: median('rate', 1),
      floor: median('floor', 1),
    },
    { what: `– peak memory, MB`, budget: '≤ 700', measured: median('peak') },
    { what: `– event-loop delay, p99 ms`, budget: '≤ 20', measured: median('delay') },
    {
      what: `– studio page / a thumbnail meanwhile, p95 ms`,
      budget: '≤ 50',
      measured: `${median('page')} / ${median('thumb')}`,
    },
    { what: `– age of an event when it arrives, p95 ms`, budget: '≤ 50', measured: median('event') },
  )
}
report(`bench/load.ts --seconds ${values.seconds} --runs ${RUNS} --clients ${CLIENTS}`, figures)

client.close()
store.stop()
await running.stop()
await gateway.stop()
await rm(folder, { recursive: true })
