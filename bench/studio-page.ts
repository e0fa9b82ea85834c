/**
 * What the studio page costs a browser on its first visit: bytes on the wire by kind, requests, and the same script
 * bytes under other compressions; then LCP, CLS and blocking time on a slow phone, and Lighthouse's scores.
 *
 *   node --conditions=react-server bench/studio-page.ts [--runs 3] [--no-lighthouse]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.ts'
import { type Figure, quantile, report, settle, startStudio } from './harness.ts'
import { type LighthouseResult, lighthouse, slowPhone } from './slow-phone.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, lighthouse: { type: 'boolean', default: true } },
  allowNegative: true,
})
const RUNS = Number(values.runs)

const { executablePath, env } = findChromium()
const running = await startStudio()
const browser = await chromium.launch({
  executablePath,
  args: CHROMIUM_ARGS,
  env: { ...process.env, ...env },
})
await settle()

interface Visit {
  /** kB on the wire, headers included. */
  script: number
  all: number
  requests: number
  /** kB of the scripts, compressed here. */
  gzip: number
  brotli: number
  encodings: Set<string>
}

async function visit(page: Page): Promise<Visit> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const kinds = new Map<string, string>()
  const found = { script: 0, all: 0, requests: 0, gzip: 0, brotli: 0, encodings: new Set<string>() }
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, type)
    const encoding = Object.entries(response.headers).find(([name]) => /^content-encoding$/i.test(name))?.[1]
    if (type === 'Script' || type === 'Document') found.encodings.add(encoding ?? 'none')
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kilobytes = encodedDataLength / 1000
    found.requests++
    found.all += kilobytes
    if (kinds.get(requestId) === 'Script') found.script += kilobytes
  })
  const bodies: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body())
  })
  await page.goto(running.url, { waitUntil: 'load' })
  await sleep(3_000)
  for (const body of await Promise.all(bodies)) {
    found.gzip += gzipSync(body).byteLength / 1000
    found.brotli += brotliCompressSync(body).byteLength / 1000
  }
  return found
}

async function inNewContext<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext()
  await running.studio.enter(context)
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

// The first request renders cold; what is measured is a running studio.
await inNewContext(visit)
const { first, second } = await inNewContext(async (page) => ({
  first: await visit(page),
  second: await visit(await page.context().newPage()),
}))
const kilo = (value: number) => value.toFixed(0)
const figures: Figure[] = [
  {
    what: 'JS of the studio page on the wire, kB',
    budget: '≤ 150 gz',
    measured: `${kilo(first.script)} (sent as ${[...first.encodings].join(', ')})`,
    floor: `all of it as one file each: gzip ${kilo(first.gzip)}, brotli ${kilo(first.brotli)}`,
  },
  { what: 'All bytes of the studio page, kB', budget: '≤ 220', measured: kilo(first.all) },
  { what: 'Requests of the studio page', budget: '–', measured: String(first.requests) },
  { what: 'All bytes of a second visit, kB', budget: '–', measured: kilo(second.all) },
]

const phones: Awaited<ReturnType<typeof slowPhone>>[] = []
for (let run = 0; run < RUNS; run++) {
  phones.push(await slowPhone(browser, running.url, (context) => running.studio.enter(context)))
}
figures.push({
  what: 'Phone with real throttling (CPU 4×, 1.6 Mbit/s, 150 ms): LCP s / CLS / blocking ms',
  budget: '–',
  measured: [
    (quantile(phones.map(({ lcp }) => lcp)) / 1000).toFixed(2),
    quantile(phones.map(({ cls }) => cls)).toFixed(3),
    kilo(quantile(phones.map(({ blocking }) => blocking))),
  ].join(' / '),
})
await browser.close()

if (values.lighthouse) {
  const results: LighthouseResult[] = []
  const headers = { cookie: await running.studio.cookie() }
  for (let run = 0; run < RUNS; run++) results.push(await lighthouse(running.url, headers))
  const score = (name: string) =>
    kilo(quantile(results.map(({ categories }) => (categories[name]?.score ?? 0) * 100)))
  const audit = (name: string) =>
    quantile(results.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN))
  figures.push(
    {
      what: 'Lighthouse, phone preset: performance / accessibility / best practices / SEO',
      budget: '100 / 100 / 100 / –',
      measured: ['performance', 'accessibility', 'best-practices', 'seo'].map(score).join(' / '),
    },
    {
      what: 'Lighthouse, phone preset: LCP, s',
      budget: '≤ 1.5',
      measured: (audit('largest-contentful-paint') / 1000).toFixed(2),
    },
    {
      what: 'Lighthouse, phone preset: blocking ms / CLS',
      budget: '–',
      measured: `${kilo(audit('total-blocking-time'))} / ${audit('cumulative-layout-shift').toFixed(3)}`,
    },
  )
}
report(`bench/studio-page.ts --runs ${RUNS}`, figures)
await running.stop()
