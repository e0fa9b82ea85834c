import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { isSecure } from '#lib/client-address.ts'
import { requestCookie } from '#lib/request-cookie.ts'
import type { Studio } from '#lib/studio.ts'
import type { LivingShare } from './data.ts'

/** How long a link with a password stays open in a browser that knew it. */
const UNLOCKED_SECONDS = 24 * 60 * 60

type Signing = Pick<Studio, 'signingSecret' | 'now'>
type Locked = Pick<LivingShare, 'id' | 'secretVersion' | 'passwordHash'>

/** A cookie of its own for each link; over https one that no other host and no plain connection can set. */
const cookieName = (request: Request, { id }: Locked) =>
  `${isSecure(request) ? '__Host-' : ''}bunch_share_${id.replaceAll('-', '')}`

function signature({ signingSecret }: Signing, { id, secretVersion }: Locked, expires: number): string {
  return createHmac('sha256', signingSecret)
    .update(`share/${id}/${secretVersion}/${expires}`)
    .digest('base64url')
}

/** Whether a link has no password, or this browser knew it since it was last changed. */
export function isUnlocked(studio: Signing, request: Request, share: Locked): boolean {
  if (share.passwordHash === null) return true
  return isSigned(studio, share, requestCookie(request, cookieName(request, share)) ?? '')
}

function isSigned(studio: Signing, share: Locked, value: string): boolean {
  const [expires = '', given = ''] = value.split('.')
  if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 <= studio.now().getTime()) return false
  const expected = Buffer.from(signature(studio, share, Number(expires)))
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}

/** The `Set-Cookie` of somebody who knew the password. */
export function unlockingCookie(studio: Signing, request: Request, share: Locked): string {
  const expires = Math.floor(studio.now().getTime() / 1000) + UNLOCKED_SECONDS
  return [
    `${cookieName(request, share)}=${expires}.${signature(studio, share, expires)}`,
    // `__Host-` wants the whole host.
    'Path=/',
    `Max-Age=${UNLOCKED_SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure(request) ? ['Secure'] : []),
  ].join('; ')
}
