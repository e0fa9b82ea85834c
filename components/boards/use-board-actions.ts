import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import {
  useAddToBoard,
  useChangeBoard,
  useDeleteBoard,
  useRemoveFromBoard,
  useRestoreBoard,
} from '#lib/boards/client.ts'
import type { BoardChange, BoardDto, Places } from '#lib/boards/schema.ts'

/** What can be done with a board, with its notices and the ways back. */
export function useBoardActions(board: Pick<BoardDto, 'id' | 'name'>) {
  const t = useTranslations('boards.toast')
  const errorText = useErrorText()
  const router = useRouter()
  // As promises: the page may be gone before the answer of what was asked on it, or undone from elsewhere.
  const { mutateAsync: changeBoard } = useChangeBoard()
  const { mutateAsync: deleteBoard } = useDeleteBoard()
  const { mutateAsync: restoreBoard } = useRestoreBoard()
  const { mutateAsync: addToBoard } = useAddToBoard()
  const { mutateAsync: removeFromBoard } = useRemoveFromBoard()
  const fail = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
  const { id } = board
  const undo = (ask: () => Promise<unknown>) => ({
    action: { label: t('undo'), run: () => void ask().catch(fail) },
  })

  const change = (what: BoardChange) => void changeBoard({ id, ...what }).catch(fail)
  return {
    change,
    setCover: (imageId: string) =>
      void changeBoard({ id, coverImageId: imageId }).then(() => showToast(t('coverSet')), fail),
    removePictures: (imageIds: readonly string[]) => {
      const images = { boardId: id, imageIds }
      const removed = removeFromBoard(images).catch((error: ApiError): Places => {
        fail(error)
        return {}
      })
      showToast(
        t('removed', { count: imageIds.length }),
        // Also before the studio has said where they were.
        undo(async () => addToBoard({ ...images, places: await removed })),
      )
    },
    archive: () =>
      void changeBoard({ id, archived: true }).then(
        () =>
          showToast(
            t('archived'),
            undo(() => changeBoard({ id, archived: false })),
          ),
        fail,
      ),
    unarchive: () => change({ archived: false }),
    remove: () =>
      void deleteBoard({ id }).then(() => {
        router.push('/boards')
        showToast(
          t('deleted', { board: board.name }),
          undo(() => restoreBoard({ id })),
        )
      }, fail),
  }
}
