/**
 * What the studio adds to a call, in ms: from the request to the event (or answer) that says that the picture is there,
 * everything durable, less the time of the same call made directly. Beside it, as floors, what a bare pass-through proxy
 * adds and what a program of 30 lines adds that only receives and stores. The four take turns, so noise meets them all.
 *
 *   node --conditions=react-server bench/call.ts [--calls 50] [--runs 3]
 */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { GalleryPageDto } from '#lib/images/schema.ts'
import {
  callGateway,
  type Figure,
  fetchPicture,
  gatewayRequest,
  quantile,
  report,
  serve,
  settle,
  startGateway,
  startStudio,
  timed,
} from './harness.ts'
import { connect } from './studio-client.ts'

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '50' }, runs: { type: 'string', default: '3' } },
})
const CALLS = Number(values.calls)
const RUNS = Number(values.runs)
const OWNER_KEY = 'bench-owner-key-0000'

const gateway = await startGateway()
const running = await startStudio({
  OPENAI_BASE_URL: gateway.url,
  OPENAI_API_KEY: gateway.key,
  BUNCH_OWNER_API_KEY: OWNER_KEY,
})
const client = await connect(running.studio)
const folder = await mkdtemp(join(tmpdir(), 'bunch-floor-'))

const tierOf = (url = '') => url.slice(1)
const passThrough = await serve(async (request, response) => {
  const picture = await fetchPicture(gateway.url, tierOf(request.url))
  response.writeHead(200)
  await pipeline(Readable.from(picture.body ?? []), response)
})
const receiveAndStore = await serve(async (request, response) => {
  const picture = await fetchPicture(gateway.url, tierOf(request.url))
  const path = join(folder, crypto.randomUUID())
  const file = await open(path, 'w')
  await file.writeFile(Readable.from(picture.body ?? []))
  await file.datasync()
  await file.close()
  response.end(JSON.stringify({ path }))
  await rm(path)
})
async function ask(url: string, tier: string): Promise<void> {
  const response = await fetch(`${url}/${tier}`, { method: 'POST' })
  for await (const _ of response.body ?? []);
}
async function askV1(tier: string): Promise<void> {
  const request = gatewayRequest(tier)
  const headers = { ...request.headers, authorization: `Bearer ${OWNER_KEY}` }
  const response = await fetch(`${running.url}/v1/images/generations`, { ...request, headers })
  if (!response.ok) throw new Error(`status ${response.status}: ${await response.text()}`)
  await response.json()
}

const models = await fetch(`${running.url}/v1/models`, { headers: { authorization: `Bearer ${OWNER_KEY}` } })
const hasV1 = models.ok
await models.body?.cancel()

const ways: Record<string, (tier: string) => Promise<unknown>> = {
  direct: (tier) => callGateway(gateway.url, tier),
  proxy: (tier) => ask(passThrough.url, tier),
  store: (tier) => ask(receiveAndStore.url, tier),
  studio: (tier) => client.make(tier),
  ...(hasV1 ? { v1: askV1 } : {}),
}

/** Median ms that each way adds to the direct call. */
async function measure(tier: string): Promise<Record<string, number>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
  for (let call = 0; call < CALLS; call++) {
    for (const [name, way] of Object.entries(ways)) {
      times[name]?.push((await timed(() => way(tier))).ms)
      // What follows an answer (thumbnails, the queue's own writes) is not part of the next call.
      if (name === 'studio' || name === 'v1') await idle()
    }
  }
  const direct = quantile(times.direct ?? [])
  return Object.fromEntries(
    Object.entries(times).map(([name, list]) => [name, name === 'direct' ? direct : quantile(list) - direct]),
  )
}

/** Waits until the studio has made the thumbnails of everything. */
async function idle(): Promise<void> {
  for (;;) {
    const response = await running.studio.fetch('/api/library/items')
    const page = (await response.json()) as GalleryPageDto
    if (page.items.every((item) => item.thumbHash !== null)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const figures: Figure[] = []
await settle()
for (const [tier, budget] of [
  ['1K', '≤ 14'],
  ['4K', '≤ 60'],
] as const) {
  for (let call = 0; call < 5; call++) for (const way of Object.values(ways)) await way(tier)
  await idle()
  const runs: Record<string, number>[] = []
  for (let run = 0; run < RUNS; run++) {
    runs.push(await measure(tier))
    console.log(tier, JSON.stringify(runs.at(-1)))
  }
  const median = (name: string) => quantile(runs.map((run) => run[name] ?? Number.NaN)).toFixed(1)
  const floor = `proxy ${median('proxy')}, receive and store ${median('store')} (direct call ${median('direct')})`
  figures.push({
    what: `Added to a call, ${tier}, studio, median ms`,
    budget,
    measured: median('studio'),
    floor,
  })
  if (hasV1) {
    figures.push({ what: `Added to a call, ${tier}, /v1, median ms`, budget, measured: median('v1'), floor })
  }
}
if (!hasV1) console.log('/v1 is not there: not measured')
report(`bench/call.ts --calls ${CALLS} --runs ${RUNS}`, figures)

client.close()
passThrough.stop()
receiveAndStore.stop()
await running.stop()
await gateway.stop()
await rm(folder, { recursive: true })
