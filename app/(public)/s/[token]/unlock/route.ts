import { shareRoute } from '#components/share-page/answer.ts'
import { passwordResponse } from '#components/share-page/quiet-pages.ts'
import { clientAddress } from '#lib/client-address.ts'
import { AppError } from '#lib/errors.ts'
import { openShare } from '#lib/shares/open.ts'
import { readPassword, tryPassword } from '#lib/shares/unlock.ts'
import { unlockingCookie } from '#lib/shares/unlock-cookie.ts'

export const POST = shareRoute<{ token: string }>(async ({ request, params: { token }, studio, words }) => {
  const opened = await openShare(studio, request, token)
  if (opened.state === 'gone') return null
  const headers = new Headers({ location: `/s/${token}`, 'cache-control': 'private, no-store' })
  if (opened.state === 'locked') {
    const password = await readPassword(request)
    try {
      const ip = clientAddress(request)
      const right = await tryPassword(studio, opened.share, { password, ip })
      if (!right) return passwordResponse(words, { token, failed: 'wrong' })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'too_many_attempts') throw error
      return passwordResponse(words, { token, failed: { seconds: Number(error.params.seconds) } })
    }
    headers.set('set-cookie', unlockingCookie(studio, request, opened.share))
  }
  return new Response(null, { status: 303, headers })
})
