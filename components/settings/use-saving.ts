import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'

interface Saving {
  busy: boolean
  /** Runs a request, then draws the page afresh. Gives its failure back where there was one, having told it. */
  save: (request: () => Promise<void>, options?: { quiet?: boolean }) => Promise<ApiError | null>
}

/** Saves settings: one at a time, with what goes wrong said in words. `quiet`: the caller says it itself. */
export function useSaving(): Saving {
  const router = useRouter()
  const errorText = useErrorText()
  const [busy, setBusy] = useState(false)
  const save = useCallback<Saving['save']>(
    async (request, { quiet = false } = {}) => {
      setBusy(true)
      try {
        await request()
        router.refresh()
        return null
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (!quiet) showToast(errorText(error), { tone: 'danger' })
        return error
      } finally {
        setBusy(false)
      }
    },
    [router, errorText],
  )
  return { busy, save }
}
