import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'

type Act = <T>(request: () => Promise<T>, done?: (answer: T) => void) => Promise<boolean>

/**
 * Runs an act of administration and draws the page afresh, also after a failure: what was on show may be old. What goes
 * wrong is said in words.
 *
 * @returns whether one is under way; how to run one, which tells whether it went well
 */
export function useAct(): { busy: boolean; act: Act } {
  const router = useRouter()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const act = useCallback<Act>(
    async (request, done) => {
      setBusy(true)
      try {
        const answer = await request()
        done?.(answer)
        return true
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        showToast(errorText(error), { tone: 'danger' })
        return false
      } finally {
        setBusy(false)
        router.refresh()
      }
    },
    [router, errorText],
  )
  return { busy, act }
}
