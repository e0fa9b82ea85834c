/** Acts that are under way, with what each of them is about. */
const going = new Set<{ about: ReadonlySet<string>; done: Promise<unknown> }>()

/** Acts that wait for others. The browser carries what was sent to its end, but what was not sent ends with the page. */
let waiting = 0
const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault()

async function after<T>(before: readonly Promise<unknown>[], act: () => Promise<T>): Promise<T> {
  waiting += 1
  globalThis.window?.addEventListener('beforeunload', askBeforeLeaving)
  await Promise.allSettled(before)
  waiting -= 1
  if (waiting === 0) globalThis.window?.removeEventListener('beforeunload', askBeforeLeaving)
  return act()
}

/**
 * Runs an act once all earlier ones about the same things have ended, well or not: of two quick presses the later one
 * has the last word, whichever request is answered first. Whoever closes the page while one waits is asked by the browser.
 *
 * @param about ids of what it changes
 */
export async function inTurn<T>(about: readonly string[], act: () => Promise<T>): Promise<T> {
  const ids = new Set(about)
  const before = [...going].filter((other) => !other.about.isDisjointFrom(ids)).map(({ done }) => done)
  const result = before.length === 0 ? act() : after(before, act)
  const own = { about: ids, done: result }
  going.add(own)
  try {
    return await result
  } finally {
    going.delete(own)
  }
}

/** Settles once everything that is under way by now has ended; `null` where nothing is. */
export function actsUnderWay(): Promise<unknown> | null {
  return going.size === 0 ? null : Promise.allSettled([...going].map(({ done }) => done))
}
