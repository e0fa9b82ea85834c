/** How the gallery does in a real Chromium: what its first screen costs, how it scrolls, how fast a jump shows pictures. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import type { Studio } from '../e2e/studio.ts'
import { CHROMIUM_ARGS, findChromium } from '../scripts/find-chromium.ts'
import { type Figure, quantile } from './harness.ts'

const VIEWPORT = { width: 1440, height: 900 }
const VISITS = 5
/** Parts of the whole library, none near another, so that nothing is there already. */
const JUMPS = [0.5, 0.1, 0.83, 0.31, 0.67, 0.95, 0.2, 0.74, 0.42, 0.58]
const SCROLL = { seconds: 10, pixelsASecond: 2_000, slower: 4 }
const LONG_FRAME_MS = 50

/** What `watchPage` leaves in a page. */
interface Probe {
  /** Resolves, once every tile in the window shows its picture, to the page's clock. */
  painted(): Promise<number>
  frames: number[]
  longTasks: number[]
}
declare global {
  var galleryProbe: Probe
}

/** Runs in the page, before anything else. */
function watchPage(): void {
  performance.setResourceTimingBufferSize(10_000)
  const inWindow = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }
  const isPainted = () => {
    const tiles = [...document.querySelectorAll('[data-rows] > li')].filter(inWindow)
    const whole = tiles.every((tile) => {
      const img = tile.querySelector('img')
      return img?.complete === true && img.naturalWidth > 0
    })
    return tiles.length > 0 && whole
  }
  const probe: Probe = {
    frames: [],
    longTasks: [],
    painted: () =>
      new Promise((resolve, reject) => {
        const deadline = performance.now() + 60_000
        const look = () => {
          if (performance.now() > deadline)
            return reject(new Error('the pictures of the window are not there'))
          if (!isPainted()) return requestAnimationFrame(look)
          // The frame after the next has shown what is decoded now.
          return requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
        }
        look()
      }),
  }
  globalThis.galleryProbe = probe
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) probe.longTasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
  let last = performance.now()
  const frame = (now: number) => {
    probe.frames.push(now - last)
    last = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}

interface Visit {
  /** From the navigation until all pictures of the window are painted. */
  ms: number
  /** On the wire until then. */
  kilobytes: number
  nodes: number
}

async function visit(page: Page, url: string): Promise<Visit> {
  await page.goto(`${url}/gallery`, { waitUntil: 'commit' })
  return page.evaluate(async () => {
    const ms = await globalThis.galleryProbe.painted()
    const entries = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[]
    const bytes = entries
      .filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= ms)
      .reduce((sum, { transferSize }) => sum + transferSize, 0)
    return { ms, kilobytes: bytes / 1000, nodes: document.querySelectorAll('*').length }
  })
}

/** Milliseconds from a jump of the scrollbar until all pictures of the window are painted. */
async function jumpTo(page: Page, part: number): Promise<number> {
  return page.evaluate(async (to) => {
    const begun = performance.now()
    scrollTo(0, document.documentElement.scrollHeight * to)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    return (await globalThis.galleryProbe.painted()) - begun
  }, part)
}

interface Scrolled {
  fps: number
  longFrames: number
  longest: number
  longTasks: number
}

/** Ten seconds of the wheel on a processor four times slower. */
async function scroll(page: Page): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SCROLL.slower })
  await page.evaluate(() => {
    globalThis.galleryProbe.frames.length = 0
    globalThis.galleryProbe.longTasks.length = 0
  })
  await session.send('Input.synthesizeScrollGesture', {
    x: VIEWPORT.width / 2,
    y: VIEWPORT.height / 2,
    yDistance: -SCROLL.seconds * SCROLL.pixelsASecond,
    speed: SCROLL.pixelsASecond,
    preventFling: true,
    gestureSourceType: 'mouse',
  })
  const { frames, longTasks } = await page.evaluate(() => ({
    frames: globalThis.galleryProbe.frames,
    longTasks: globalThis.galleryProbe.longTasks,
  }))
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await session.detach()
  const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1000
  return {
    fps: frames.length / seconds,
    longFrames: frames.filter((ms) => ms > LONG_FRAME_MS).length,
    longest: Math.max(...frames),
    longTasks: longTasks.length,
  }
}

/** MB of the page's heap after a collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1e6
}

async function inNewContext<T>(
  browser: Browser,
  studio: Studio,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context: BrowserContext = await browser.newContext({ viewport: VIEWPORT, locale: 'en-US' })
  await studio.enter(context)
  try {
    const page = await context.newPage()
    await page.addInitScript(watchPage)
    return await work(page)
  } finally {
    await context.close()
  }
}

/** The figures of a studio that runs and has a large library. */
export async function browserFigures(studio: Studio): Promise<Figure[]> {
  const { executablePath, env } = findChromium()
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
    env: { ...process.env, ...env },
  })
  try {
    // The first one warms the server; each begins with an empty cache.
    const visits: Visit[] = []
    for (let count = 0; count <= VISITS; count++) {
      const seen = await inNewContext(browser, studio, (page) => visit(page, studio.url))
      if (count > 0) visits.push(seen)
    }
    const { jumps, nodes, heap } = await inNewContext(browser, studio, async (page) => {
      await visit(page, studio.url)
      await page.waitForLoadState('networkidle')
      const times: number[] = []
      const counts: number[] = []
      for (const part of JUMPS) {
        times.push(await jumpTo(page, part))
        counts.push(await page.evaluate(() => document.querySelectorAll('*').length))
      }
      return { jumps: times, nodes: counts, heap: await heapOf(page) }
    })
    const scrolled = await inNewContext(browser, studio, async (page) => {
      await visit(page, studio.url)
      await page.waitForLoadState('networkidle')
      return scroll(page)
    })
    const whole = (value: number) => value.toFixed(0)
    const median = (of: keyof Visit) => quantile(visits.map((seen) => seen[of]))
    return [
      {
        what: 'First screen: all pictures of the window painted, ms',
        budget: '≤ 500',
        measured: whole(median('ms')),
      },
      { what: '– bytes on the wire until then, kB', budget: '≤ 500', measured: whole(median('kilobytes')) },
      {
        what: 'Elements in the document: first screen; most after a jump',
        budget: '≤ 1,500',
        measured: `${whole(median('nodes'))}; ${Math.max(...nodes)}`,
      },
      { what: `JS heap after ${JUMPS.length} jumps, MB`, budget: '–', measured: heap.toFixed(1) },
      {
        what: 'Jump of the scrollbar → pictures painted, ms: median / longest',
        budget: '≤ 500',
        measured: `${whole(quantile(jumps))} / ${whole(Math.max(...jumps))}`,
      },
      {
        what: `Scroll of ${SCROLL.seconds} s at ${SCROLL.pixelsASecond} px/s, processor ${SCROLL.slower}× slower: frames a second`,
        budget: '60',
        measured: whole(scrolled.fps),
      },
      {
        what: `– frames over ${LONG_FRAME_MS} ms; the longest, ms; long tasks`,
        budget: '0',
        measured: `${scrolled.longFrames}; ${whole(scrolled.longest)}; ${scrolled.longTasks}`,
      },
    ]
  } finally {
    await browser.close()
  }
}
