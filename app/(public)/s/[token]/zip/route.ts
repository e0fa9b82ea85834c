import { shareRoute } from '#components/share-page/answer.ts'
import { openShare } from '#lib/shares/open.ts'
import { sharedZip } from '#lib/shares/zip.ts'

export const GET = shareRoute<{ token: string }>(async ({ request, params, studio }) => {
  const opened = await openShare(studio, request, params.token)
  if (opened.state !== 'open' || !opened.share.allowDownload) return null
  return sharedZip(studio.blobs, request, opened.share, opened.pictures)
})

export const HEAD = GET
