import 'server-only'
import type { Studio } from '#lib/studio.ts'
import { tokenHash } from '#lib/tokens.ts'
import { type LivingShare, livingShare } from './data.ts'
import { type SharedPicture, sharedPicture, sharedPictures } from './pictures.data.ts'
import { isUnlocked } from './unlock-cookie.ts'

/**
 * What a stranger with a link meets. `gone` never says why: not made, rotated, expired, revoked, its pictures or its board
 * taken away, its maker's account closed.
 */
export type Opened =
  | { state: 'gone' }
  | { state: 'locked'; share: LivingShare }
  | { state: 'open'; share: LivingShare; pictures: SharedPicture[] }

type Needs = Pick<Studio, 'db' | 'now' | 'signingSecret'>

const TOKEN = /^[\w-]{43}$/
const NUMBER = /^[1-9]\d{0,4}$/

/** The one way to everything behind a link: its page, its ZIP, and through `openPicture` every picture. */
export async function openShare(studio: Needs, request: Request, token: string): Promise<Opened> {
  const share = await shareOf(studio, token)
  if (!share) return { state: 'gone' }
  const pictures = await sharedPictures(studio.db, share)
  if (pictures.length === 0) return { state: 'gone' }
  return isUnlocked(studio, request, share) ? { state: 'open', share, pictures } : { state: 'locked', share }
}

/** One picture of an open link by its number; `null` where the link is gone or locked, or shows none of this number. */
export async function openPicture(
  studio: Needs,
  request: Request,
  token: string,
  number: string,
): Promise<{ share: LivingShare; picture: SharedPicture } | null> {
  if (!NUMBER.test(number)) return null
  const share = await shareOf(studio, token)
  if (!share || !isUnlocked(studio, request, share)) return null
  const picture = await sharedPicture(studio.db, share, Number(number))
  return picture && { share, picture }
}

async function shareOf({ db, now }: Needs, token: string): Promise<LivingShare | null> {
  return TOKEN.test(token) ? livingShare(db, tokenHash(token), now()) : null
}
