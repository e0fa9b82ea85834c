import { shareRoute } from '#components/share-page/answer.ts'
import { storedThumb } from '#lib/images/derivatives.ts'
import { THUMB_WIDTHS } from '#lib/images/thumb-widths.ts'
import { sharedBytesResponse } from '#lib/shares/bytes.ts'
import { openPicture } from '#lib/shares/open.ts'

type Params = { token: string; n: string; width: string }

export const GET = shareRoute<Params>(async ({ request, params: { token, n, width }, studio }) => {
  const wide = THUMB_WIDTHS.find((known) => String(known) === width)
  const opened = wide && (await openPicture(studio, request, token, n))
  if (!opened) return null
  const served = await storedThumb(studio.blobs, opened.picture.sha256, wide)
  return sharedBytesResponse(studio.blobs, request, served, { embed: false })
})

export const HEAD = GET
