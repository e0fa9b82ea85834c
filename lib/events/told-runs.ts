import type { GenerationDto } from '#lib/generations/schema.ts'

/** Runs that are remembered; those told of longest ago go first. */
const LIMIT = 300

const told = new Map<string, GenerationDto>()

/** Remembers the state of a run that the studio told this tab of. */
export function noteRun(run: GenerationDto): void {
  told.delete(run.id)
  told.set(run.id, run)
  const [oldest] = told.keys()
  if (told.size > LIMIT && oldest !== undefined) told.delete(oldest)
}

/**
 * Runs of an answer, or of a page as the server drew it, in the newest state known here: what was read before news of
 * a run and arrives after them must not take them back. Those that went to the trash meanwhile are left out.
 */
export function asTold(runs: readonly GenerationDto[]): GenerationDto[] {
  return runs.flatMap((run) => {
    const news = told.get(run.id)
    if (!news || news.changedAt <= run.changedAt) return [run]
    return news.deletedAt === null ? [news] : []
  })
}
