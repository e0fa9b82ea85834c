import 'server-only'
import { signedIn } from '#lib/accounts/page-session.ts'
import { feedPage } from '#lib/generations/data.ts'
import type { FeedPageDto } from '#lib/generations/schema.ts'

/** Enough for the first screen; each run costs about a kilobyte of the page. */
const RUNS = 5

/** The person's newest runs, drawn with the page. */
export async function firstRuns(): Promise<FeedPageDto> {
  const { studio, actor } = await signedIn()
  return feedPage(studio.db, actor, { cursor: null, limit: RUNS })
}
