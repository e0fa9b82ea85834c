import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { may } from '#lib/accounts/roles.ts'
import { ApiError } from '#lib/api-client.ts'
import { inTurn } from '#lib/in-turn.ts'
import { type Mark, sendMarks } from '#lib/marks/client.ts'

/**
 * Picks the best of the compared pictures: it gets the team's five stars (from somebody who may only look, their own
 * heart), with a way back.
 */
export function useWinner(): {
  winner: string | null
  pick: (id: string) => void
  /** It is not compared any more; its mark stays. */
  forget: () => void
} {
  const t = useTranslations('compare')
  const errorText = useErrorText()
  const { me } = useStudioFacts()
  const [winner, setWinner] = useState<string | null>(null)
  const mark: Mark = may(me.role, 'make') ? { rating: 5 } : { favourite: true }

  const attempt = (act: Promise<unknown>, otherwise: string | null) =>
    act.catch((error: unknown) => {
      setWinner(otherwise)
      showToast(errorText(error instanceof ApiError ? error : new ApiError('unreadable', 0)), {
        tone: 'danger',
      })
    })

  const pick = (id: string) => {
    if (id === winner) return
    const before = winner
    setWinner(id)
    const marked = inTurn([id], async () => {
      const { undo } = await sendMarks([id], mark)
      const takeBack = () => {
        setWinner(before)
        void attempt(Promise.all(undo.map(({ imageIds, ...before }) => sendMarks(imageIds, before))), id)
      }
      showToast(t('rating' in mark ? 'picked' : 'pickedHeart'), {
        action: { label: t('undo'), run: takeBack },
      })
    })
    void attempt(marked, before)
  }
  return { winner, pick, forget: () => setWinner(null) }
}
