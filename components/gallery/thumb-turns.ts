/** After so long tiles outside the window ask too, whatever is missing in it; milliseconds. */
const LONGEST_MS = 1_500
/**
 * Pictures on their way at a time. Over HTTP/1.1 a browser keeps six connections to the studio, of which the news take one,
 * and lets scripts wait behind pictures: what a press needs must find a connection free. Over HTTP/2 there is no such line.
 */
export const AT_ONCE = { one: 4, shared: 24 } as const

/** A tile that waits for its turn. */
interface Waiting {
  tile: HTMLImageElement
  ask: () => void
}

/** Tiles in the window, and around it, whose turn has not come. */
const near = new Set<Waiting>()
const far = new Set<Waiting>()
/** Of the window, those whose pictures are not there yet. */
const coming = new Set<HTMLImageElement>()
/** Whatever else waits for the window. */
const waiting = new Set<() => void>()
let asked = 0
let most: number | undefined
let there = false
let timer: ReturnType<typeof setTimeout> | undefined

/** True once the window shows the pictures of the place that it came to. */
export const isScreenThere = () => there

/** The page came to another place: what is seen of it comes first again. */
export function beginScreen(): void {
  there = false
  coming.clear()
  clearTimeout(timer)
  timer = undefined
}

function done(): void {
  there = true
  clearTimeout(timer)
  timer = undefined
  const callbacks = [...waiting]
  waiting.clear()
  for (const callback of callbacks) callback()
  askNext()
}

function doneIfNothingComes(): void {
  // A tile that was scrolled away is waited for no longer.
  for (const tile of coming) if (!tile.isConnected) coming.delete(tile)
  if (!there && coming.size === 0) done()
}

function atOnce(): number {
  const [page] = performance.getEntriesByType('navigation')
  const isShared = page instanceof PerformanceNavigationTiming && /^h[23]/.test(page.nextHopProtocol)
  return isShared ? AT_ONCE.shared : AT_ONCE.one
}

function askNext(): void {
  most ??= atOnce()
  while (asked < most) {
    const [next] = near.size > 0 || !there ? near : far
    if (!next) return
    near.delete(next)
    far.delete(next)
    send(next)
  }
}

function send({ tile, ask }: Waiting): void {
  const settle = () => {
    tile.removeEventListener('load', settle)
    tile.removeEventListener('error', settle)
    asked -= 1
    coming.delete(tile)
    doneIfNothingComes()
    askNext()
  }
  asked += 1
  tile.addEventListener('load', settle)
  tile.addEventListener('error', settle)
  ask()
}

export function isInWindow(tile: HTMLImageElement): boolean {
  const { top, bottom } = tile.getBoundingClientRect()
  return bottom >= 0 && top <= window.innerHeight
}

/** Calls back once the window shows its pictures, or did not for long. */
export function whenScreenThere(callback: () => void): void {
  if (there) {
    callback()
    return
  }
  timer ??= setTimeout(done, LONGEST_MS)
  waiting.add(callback)
}

/**
 * Calls `ask`, which gives the tile its address, when it is its turn: few at a time, those in the window first, and those outside
 * of it when these are there. What nobody sees yet must not take the line from what everybody waits for, nor pictures from
 * scripts. Returns the way to stop waiting.
 */
export function askInTurn(tile: HTMLImageElement, ask: () => void): () => void {
  const turn = { tile, ask }
  if (isInWindow(tile)) {
    near.add(turn)
    coming.add(tile)
  } else {
    far.add(turn)
    if (!there) {
      timer ??= setTimeout(done, LONGEST_MS)
      // Those that are drawn together ask together: by then it is known whether any of them is in the window.
      setTimeout(doneIfNothingComes)
    }
  }
  askNext()
  return () => {
    near.delete(turn)
    far.delete(turn)
  }
}
