import 'server-only'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { feedPage } from '#lib/generations/data.ts'
import type { FeedPageDto } from '#lib/generations/schema.ts'
import { getStudio, phase } from '#lib/server.ts'

/** Enough for the first screen; each run costs about a kilobyte of the page. */
const RUNS = 5

/** The newest runs, drawn with the page; `undefined` while the studio starts or stops, and then the browser asks. */
export async function firstRuns(): Promise<FeedPageDto | undefined> {
  if (phase() !== 'ready') return undefined
  const { db } = await getStudio('GET')
  return feedPage(db, { personId: OWNER_ID, role: 'owner' }, { cursor: null, limit: RUNS })
}
