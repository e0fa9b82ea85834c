/** How a page does on a slow phone: in a throttled browser, and by Lighthouse. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext } from 'playwright'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.ts'

const LIGHTHOUSE = 'lighthouse@13.5.0'

/**
 * LCP, CLS and blocking time, with the processor four times slower on a network of 1.6 Mbit/s and 150 ms.
 *
 * @param enter what the browser needs before it opens the page, such as a session
 */
export async function slowPhone(
  browser: Browser,
  url: string,
  enter: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<{ lcp: number; cls: number; blocking: number }> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
  })
  await enter(context)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  })
  await page.addInitScript(() => {
    const seen = { lcp: 0, cls: 0, blocking: 0 }
    Object.assign(globalThis, { seen })
    const watch = (type: string, note: (entry: PerformanceEntry & { value?: number }) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true })
    watch('largest-contentful-paint', (entry) => {
      seen.lcp = entry.startTime
    })
    watch('layout-shift', (entry) => {
      seen.cls += entry.value ?? 0
    })
    watch('longtask', (entry) => {
      seen.blocking += Math.max(0, entry.duration - 50)
    })
  })
  await page.goto(url, { waitUntil: 'load' })
  await sleep(5_000)
  const seen: { lcp: number; cls: number; blocking: number } = await page.evaluate('globalThis.seen')
  await context.close()
  return seen
}

export interface LighthouseResult {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; numericValue?: number }>
}

/** One run of Lighthouse's phone preset; npm brings it when it is first asked for. */
export async function lighthouse(
  url: string,
  headers: Record<string, string> = {},
): Promise<LighthouseResult> {
  const { executablePath, env } = findChromium()
  const child = spawn(
    'npm',
    ['exec', '--yes', `--package=${LIGHTHOUSE}`, '--', 'lighthouse', url].concat([
      '--quiet',
      `--extra-headers=${JSON.stringify(headers)}`,
      '--output=json',
      '--output-path=stdout',
      '--max-wait-for-load=30000',
      `--chrome-flags=--headless ${CHROMIUM_ARGS.join(' ')}`,
    ]),
    {
      env: { ...process.env, ...env, CHROME_PATH: executablePath },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`lighthouse ended with ${code}`)
  return JSON.parse(Buffer.concat(chunks).toString())
}
