import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { useAddToBoard, useRemoveFromBoard } from '#lib/boards/client.ts'
import type { BoardAddedDto, BoardRef } from '#lib/boards/schema.ts'

/** Puts pictures on a board and says what came of it, with the way back. */
export function useAddPictures() {
  const t = useTranslations('boards.added')
  const errorText = useErrorText()
  // As promises: whoever asked (a side bar that closes, a dialog) may be gone before the answer is there.
  const { mutateAsync: add } = useAddToBoard()
  const { mutateAsync: remove } = useRemoveFromBoard()
  return useCallback(
    (board: BoardRef, imageIds: readonly string[]) => {
      const images = { boardId: board.id, imageIds }
      const fail = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
      const say = ({ added, already, missing }: BoardAddedDto) => {
        const words = [
          added > 0 || missing === 0 ? t('text', { added, already, board: board.name }) : null,
          missing > 0 ? t('missing', { missing }) : null,
        ]
        // Taking back what stood there before would take away too much.
        const undo = added > 0 && already === 0
        showToast(
          words.filter(Boolean).join(' '),
          undo ? { action: { label: t('undo'), run: () => void remove(images).catch(fail) } } : {},
        )
      }
      add(images).then(say, fail)
    },
    [t, errorText, add, remove],
  )
}
