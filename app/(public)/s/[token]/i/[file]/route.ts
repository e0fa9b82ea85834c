import { shareRoute } from '#components/share-page/answer.ts'
import { parseFile, sharedBytesResponse, sharedFile } from '#lib/shares/bytes.ts'
import { openPicture } from '#lib/shares/open.ts'

type Params = { token: string; file: string }

export const GET = shareRoute<Params>(async ({ request, params: { token, file }, studio }) => {
  const asked = parseFile(file)
  if (!asked) return null
  const opened = await openPicture(studio, request, token, asked.number)
  if (!opened?.share.allowDownload) return null
  const download = new URL(request.url).searchParams.has('download')
  const options = { format: asked.format, download }
  const served = await sharedFile(studio.blobs, opened.share, opened.picture, options)
  return sharedBytesResponse(studio.blobs, request, served, { embed: true })
})

export const HEAD = GET
