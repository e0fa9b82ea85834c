/**
 * From the click on Generate until the picture is painted, in a real Chromium, and how many bytes the browser receives
 * for one picture. The floor is the gateway's own answer with its download, without any browser.
 *
 *   node --conditions=react-server bench/browser-latency.ts [--pictures 10] [--runs 3]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.ts'
import {
  callGateway,
  type Figure,
  quantile,
  report,
  settle,
  startGateway,
  startStudio,
  timed,
} from './harness.ts'

const { values } = parseArgs({
  options: { pictures: { type: 'string', default: '10' }, runs: { type: 'string', default: '3' } },
})
const PICTURES = Number(values.pictures)
const RUNS = Number(values.runs)

const gateway = await startGateway()
const running = await startStudio({ OPENAI_BASE_URL: gateway.url, OPENAI_API_KEY: gateway.key })
const { executablePath, env } = findChromium()
const browser = await chromium.launch({
  executablePath,
  args: CHROMIUM_ARGS,
  env: { ...process.env, ...env },
})
await settle()

/** Runs in the page: clicks, and measures until a picture that was not there is decoded and a frame has shown it. */
const CLICK_TO_PAINT = `new Promise((resolve) => {
  const pictures = () => [...document.querySelectorAll('main img')].filter((img) => img.currentSrc.includes('/thumb/'))
  const before = new Set(pictures().map((img) => img.currentSrc.replace(/thumb.*/, '')))
  const button = [...document.querySelectorAll('button')].find((each) => each.textContent.trim() === 'Generate')
  const begun = performance.now()
  button.click()
  const look = () => {
    const made = pictures().find((img) => !before.has(img.currentSrc.replace(/thumb.*/, '')) && img.complete && img.naturalWidth > 0)
    if (!made) return requestAnimationFrame(look)
    made.decode().then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun))))
  }
  requestAnimationFrame(look)
})`

async function run(tier: string): Promise<{ paint: number; bytes: number; direct: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-US' })
  await running.studio.enter(page.context())
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let received = 0
  session.on('Network.dataReceived', ({ encodedDataLength }) => {
    received += encodedDataLength
  })
  await page.goto(`${running.url}/?prompt=A+lighthouse&ratio=1:1&size=${tier}&n=1`, { waitUntil: 'load' })
  await sleep(2_000)
  const times: number[] = []
  const direct: number[] = []
  await page.evaluate(CLICK_TO_PAINT)
  await sleep(3_000)
  const before = received
  for (let picture = 0; picture < PICTURES; picture++) {
    times.push(await page.evaluate(CLICK_TO_PAINT))
    await sleep(tier === '4K' ? 2_500 : 1_000)
    direct.push((await timed(() => callGateway(gateway.url, tier))).ms)
  }
  const bytes = (received - before) / PICTURES
  await page.close()
  return { paint: quantile(times), bytes, direct: quantile(direct) }
}

const figures: Figure[] = []
for (const [tier, budget] of [
  ['1K', '≤ 250'],
  ['4K', '≤ 700'],
] as const) {
  const runs: Awaited<ReturnType<typeof run>>[] = []
  for (let count = 0; count < RUNS; count++) {
    runs.push(await run(tier))
    console.log(tier, JSON.stringify(runs.at(-1)))
  }
  figures.push(
    {
      what: `Click on Generate → picture painted, ${tier}, median ms`,
      budget,
      measured: quantile(runs.map(({ paint }) => paint)).toFixed(0),
      floor: `direct call ${quantile(runs.map(({ direct }) => direct)).toFixed(0)}`,
    },
    {
      what: `Bytes to the browser a picture, ${tier}, MB`,
      budget: tier === '4K' ? '≤ 0.3' : '–',
      measured: (quantile(runs.map(({ bytes }) => bytes)) / 1e6).toFixed(2),
    },
  )
}
report(`bench/browser-latency.ts --pictures ${PICTURES} --runs ${RUNS}`, figures)

await browser.close()
await running.stop()
await gateway.stop()
