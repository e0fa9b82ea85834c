import 'server-only'
import { sessionActor } from '#lib/accounts/session.ts'
import type { Studio } from '#lib/studio.ts'
import type { LivingShare } from './data.ts'
import { countView } from './mutations.ts'

/**
 * Programs that look at links for people who have not opened them: unfurlers, crawlers, mail scanners. The browsers inside
 * chat programs are people.
 */
const PROGRAM = /bot\b|crawl|spider|facebookexternalhit|whatsapp\/|preview|scanner/i

/**
 * Counts an opening of the page by somebody who sees its pictures; not the looks of programs, a browser's guesses, or the
 * maker's own.
 */
export async function noteView(
  studio: Pick<Studio, 'db' | 'now' | 'signingSecret'>,
  request: Request,
  share: Pick<LivingShare, 'id' | 'makerId'>,
): Promise<void> {
  if (request.method !== 'GET') return
  const { headers } = request
  if (PROGRAM.test(headers.get('user-agent') ?? '')) return
  if (/prefetch|preview|prerender/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`)) return
  const session = await sessionActor(studio, request)
  if (session?.actor.personId === share.makerId) return
  await countView(studio.db, share.id, studio.now())
}
