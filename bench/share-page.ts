/**
 * What a share link's page costs a client's phone, with one picture and with a hundred: bytes before the first picture,
 * all bytes of the first screen, the server's time, LCP on a slow phone, and Lighthouse's scores.
 *
 *   node --conditions=react-server bench/share-page.ts [--runs 3] [--pictures 100] [--no-lighthouse]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright'
import type { MadeShareDto } from '#lib/shares/schema.ts'
import { makeRun } from '../e2e/runs.ts'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.ts'
import { type Figure, quantile, report, serve, settle, startStudio, timed } from './harness.ts'
import { type LighthouseResult, lighthouse, slowPhone } from './slow-phone.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    pictures: { type: 'string', default: '100' },
    lighthouse: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const RUNS = Number(values.runs)
const PICTURES = Number(values.pictures)
const RATIOS = ['1:1', '16:9', '9:16', '3:2', '4:5', '2:3'] as const
const REQUESTS = 30

const { executablePath, env } = findChromium()
const running = await startStudio()
const browser = await chromium.launch({
  executablePath,
  args: CHROMIUM_ARGS,
  env: { ...process.env, ...env },
})

async function pictures(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let run = 0; ids.length < count; run++) {
    const ratio = RATIOS[run % RATIOS.length] ?? '1:1'
    const prompt = `A lighthouse, number ${run} [sandbox: instant]`
    const { images } = await makeRun(running.studio, { prompt, ratio, tier: '1K', n: 8 })
    ids.push(...images.map(({ id }) => id))
  }
  return ids.slice(0, count)
}

async function share(imageIds: string[]): Promise<string> {
  const response = await running.studio.fetch('/api/shares', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'images',
      imageIds,
      title: 'Winter campaign, round two',
      note: 'The ones we would go with.',
      allowDownload: true,
      showPrompt: true,
      showMaker: true,
      expiresAt: null,
      password: null,
    }),
  })
  const made = (await response.json()) as MadeShareDto
  return made.url
}

interface Visit {
  /** kB on the wire, headers included: of everything but pictures that came before the first picture was whole. */
  before: number
  /** Of everything, without scrolling. */
  all: number
  requests: number
}

async function visit(with_: Browser, url: string): Promise<Visit> {
  const context = await with_.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
  })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const kinds = new Map<string, string>()
  const found = { before: 0, all: 0, requests: 0 }
  let painted = false
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    found.requests++
    found.all += encodedDataLength / 1000
    if (kinds.get(requestId) === 'Image') painted = true
    else if (!painted) found.before += encodedDataLength / 1000
  })
  await page.goto(url, { waitUntil: 'load' })
  await sleep(1_000)
  await context.close()
  return found
}

/** The least there could be: the first picture's file in a page of one line. */
async function floorOf(url: string): Promise<{ lcp: number }> {
  const picture = Buffer.from(await (await fetch(`${url}/t/1/1600`)).arrayBuffer())
  const bare = await serve(async (request, response) => {
    const html = request.url === '/'
    response.writeHead(200, { 'content-type': html ? 'text/html' : 'image/webp' })
    response.end(html ? '<!doctype html><title>Floor</title><img src=/picture width=412>' : picture)
  })
  const seen = await slowPhone(browser, bare.url)
  bare.stop()
  return seen
}

const ids = await pictures(PICTURES)
await settle()
const figures: Figure[] = []
for (const count of [1, PICTURES]) {
  const url = await share(ids.slice(0, count))
  const of = count === 1 ? 'one picture' : `${count} pictures`
  await visit(browser, url)
  const { before, all, requests } = await visit(browser, url)
  const answers: number[] = []
  for (let request = 0; request < REQUESTS; request++) {
    answers.push((await timed(async () => (await fetch(url)).text())).ms)
  }
  figures.push(
    { what: `Bytes before the first picture, ${of}, kB`, budget: '–', measured: before.toFixed(1) },
    {
      what: `All bytes of the first screen / requests, ${of}, kB`,
      budget: '–',
      measured: `${all.toFixed(0)} / ${requests}`,
    },
    {
      what: `The server's answer, ${of}, median / p95 ms`,
      budget: '–',
      measured: `${quantile(answers).toFixed(0)} / ${quantile(answers, 0.95).toFixed(0)}`,
    },
  )
  const phones: Awaited<ReturnType<typeof slowPhone>>[] = []
  for (let run = 0; run < RUNS; run++) phones.push(await slowPhone(browser, url))
  figures.push({
    what: `Phone with real throttling, ${of}: LCP s / CLS / blocking ms`,
    budget: '≤ 1.5 / – / –',
    measured: [
      (quantile(phones.map(({ lcp }) => lcp)) / 1000).toFixed(2),
      quantile(phones.map(({ cls }) => cls)).toFixed(3),
      quantile(phones.map(({ blocking }) => blocking)).toFixed(0),
    ].join(' / '),
    floor: `a bare page with the file: LCP ${((await floorOf(url)).lcp / 1000).toFixed(2)}`,
  })
  if (!values.lighthouse) continue
  const results: LighthouseResult[] = []
  for (let run = 0; run < RUNS; run++) results.push(await lighthouse(url))
  const score = (name: string) =>
    quantile(results.map(({ categories }) => (categories[name]?.score ?? 0) * 100)).toFixed(0)
  const lcp = quantile(
    results.map(({ audits }) => audits['largest-contentful-paint']?.numericValue ?? Number.NaN),
  )
  const failed = results[0]?.categories.seo?.auditRefs
    .filter(({ id, weight }) => weight > 0 && (results[0]?.audits[id]?.score ?? 1) < 1)
    .map(({ id }) => id)
  figures.push(
    {
      what: `Lighthouse, phone preset, ${of}: performance / accessibility / best practices / SEO`,
      budget: '100 / 100 / 100 / 100 but for noindex',
      measured: `${['performance', 'accessibility', 'best-practices', 'seo'].map(score).join(' / ')} (SEO fails: ${failed?.join(', ') || 'nothing'})`,
    },
    {
      what: `Lighthouse, phone preset, ${of}: LCP, s`,
      budget: '≤ 1.5',
      measured: (lcp / 1000).toFixed(2),
    },
  )
}
await browser.close()
report(`bench/share-page.ts --runs ${RUNS} --pictures ${PICTURES}`, figures)
await running.stop()
