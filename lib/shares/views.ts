import 'server-only'
import type { Studio } from '#lib/studio.ts'
import type { LivingShare } from './data.ts'
import { countView } from './mutations.ts'

/** Programs that look at links for people who have not opened them: unfurlers, crawlers, mail scanners. */
const PROGRAM =
  /bot\b|bot\/|crawl|spider|slack|facebookexternalhit|whatsapp|telegram|skype|preview|scanner|embed/i

/** Counts an opening of the page by somebody who sees its pictures; not the looks of programs, nor a browser's guesses. */
export async function noteView(
  { db, now }: Pick<Studio, 'db' | 'now'>,
  request: Request,
  share: Pick<LivingShare, 'id'>,
): Promise<void> {
  if (request.method !== 'GET') return
  const { headers } = request
  if (PROGRAM.test(headers.get('user-agent') ?? '')) return
  if (/prefetch|preview|prerender/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`)) return
  await countView(db, share.id, now())
}
