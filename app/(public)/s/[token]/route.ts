import { shareRoute } from '#components/share-page/answer.ts'
import { pageResponse } from '#components/share-page/frame.ts'
import { picturesPage, turnedPage } from '#components/share-page/pictures-page.ts'
import { passwordResponse } from '#components/share-page/quiet-pages.ts'
import { publicOrigin } from '#lib/openai-api/links.ts'
import { openShare } from '#lib/shares/open.ts'
import { noteView } from '#lib/shares/views.ts'

export const GET = shareRoute<{ token: string }>(async ({ request, params: { token }, studio, words }) => {
  const opened = await openShare(studio, request, token)
  if (opened.state === 'gone') return null
  if (opened.state === 'locked') return passwordResponse(words, { token })
  const { share, pictures } = opened
  const link = { token, share, pictures, words }
  const origin = publicOrigin(request, studio.env.BUNCH_URL)
  const n = new URL(request.url).searchParams.get('n')
  if (n !== null) {
    const picture = pictures.find((each) => String(each.n) === n)
    return picture ? pageResponse(turnedPage(link, picture, origin)) : null
  }
  await noteView(studio, request, share)
  return pageResponse(picturesPage(link, origin))
})

export const HEAD = GET
