import type { GenerationDto } from '#lib/generations/schema.ts'

const LIVE = ['queued', 'running']

/** What came of runs that ended together. */
export interface Finished {
  done: number
  failed: number
  /** One of the pictures, to show and to open. */
  imageId: string | null
  prompt: string
}

/**
 * Tells the ends of a person's own runs from all the states that arrive, each end once: states come again (thumbnails,
 * ratings), and a run whose picture was retried ends a second time.
 *
 * @param since runs that ended before are no news; ISO 8601
 */
export function finishedRuns(me: string, since: string): (run: GenerationDto) => Finished | null {
  const told = new Map<string, string>()
  return (run) => {
    if (run.person.id !== me || run.deletedAt !== null || run.images.length === 0) return null
    if (run.images.some(({ status }) => LIVE.includes(status))) return null
    const before = told.get(run.id) ?? since
    const news = run.images.filter(({ finishedAt }) => finishedAt !== null && finishedAt > before)
    const last = news
      .map(({ finishedAt }) => finishedAt ?? '')
      .toSorted()
      .at(-1)
    if (last === undefined) return null
    told.set(run.id, last)
    const done = news.filter(({ status }) => status === 'succeeded')
    const failed = news.filter(({ status }) => status === 'failed' || status === 'outcome_unknown').length
    // What somebody cancelled themselves is no news to them.
    if (done.length === 0 && failed === 0) return null
    return { done: done.length, failed, imageId: done[0]?.id ?? null, prompt: run.prompt }
  }
}

/** Several ends as one. */
export function together(a: Finished, b: Finished): Finished {
  return {
    done: a.done + b.done,
    failed: a.failed + b.failed,
    imageId: b.imageId ?? a.imageId,
    prompt: b.prompt,
  }
}
