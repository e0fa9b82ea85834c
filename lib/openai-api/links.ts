import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Studio } from '#lib/studio.ts'

/** Milliseconds a link to a picture works. The gateway's own links live about as long. */
export const LINK_LIFETIME_MS = 24 * 60 * 60 * 1000

type Secret = Pick<Studio, 'signingSecret'>['signingSecret']

function signature(secret: Secret, imageId: string, expires: number): string {
  return createHmac('sha256', secret).update(`v1/files/${imageId}/${expires}`).digest('base64url')
}

/** A link to a picture that anyone who has it may open until it expires. */
export function signedLink(
  studio: Pick<Studio, 'signingSecret' | 'now'>,
  origin: string,
  image: { id: string; mime: string },
): string {
  const expires = Math.floor((studio.now().getTime() + LINK_LIFETIME_MS) / 1000)
  const file = `${image.id}.${image.mime.replace('image/', '')}`
  const query = new URLSearchParams({
    expires: String(expires),
    signature: signature(studio.signingSecret, image.id, expires),
  })
  return `${origin}/v1/files/${file}?${query}`
}

/** Whether a link is one of ours and still works. */
export function checkLink(
  studio: Pick<Studio, 'signingSecret' | 'now'>,
  imageId: string,
  query: URLSearchParams,
): 'valid' | 'expired' | 'forged' {
  const expires = Number(query.get('expires'))
  const given = Buffer.from(query.get('signature') ?? '')
  const expected = Buffer.from(signature(studio.signingSecret, imageId, expires))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
  return expires * 1000 > studio.now().getTime() ? 'valid' : 'expired'
}

/** Where this studio is reached: `BUNCH_URL`, else as this request did. */
export function publicOrigin(request: Request, url: string | undefined): string {
  if (url !== undefined) return url
  const { headers } = request
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http'
  return `${protocol}://${headers.get('host') ?? new URL(request.url).host}`
}
