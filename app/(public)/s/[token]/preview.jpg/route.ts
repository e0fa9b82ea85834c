import { shareRoute } from '#components/share-page/answer.ts'
import { previewCopy } from '#lib/images/derivatives.ts'
import { sharedBytesResponse } from '#lib/shares/bytes.ts'
import { openShare } from '#lib/shares/open.ts'

// What is read aloud in a chat has no password: of a link with one there is no such picture, not even for those who know it.
export const GET = shareRoute<{ token: string }>(async ({ request, params, studio }) => {
  const opened = await openShare(studio, request, params.token)
  const [first] = opened.state === 'open' && opened.share.passwordHash === null ? opened.pictures : []
  if (!first) return null
  const served = await previewCopy(studio.blobs, first.sha256)
  return sharedBytesResponse(studio.blobs, request, served, { embed: true })
})

export const HEAD = GET
