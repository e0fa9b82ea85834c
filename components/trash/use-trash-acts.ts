import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showProgress, showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { refreshBoards } from '#lib/boards/refresh.ts'
import { tellLibraries } from '#lib/library/news.ts'
import { sendTrash } from '#lib/marks/client.ts'
import { queryKeys } from '#lib/query-keys.ts'
import { everythingIn, sendEmpty, type TrashScope } from '#lib/trash/client.ts'

/** More than this take long enough to say how far it is. */
const WORTH_SAYING = 1000

/** What can be done with what lies in the trash; one thing at a time. */
export function useTrashActs(scope: TrashScope) {
  const t = useTranslations('trash')
  const marks = useTranslations('marks')
  const errorText = useErrorText()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)

  const refresh = () => {
    void client.invalidateQueries({ queryKey: queryKeys.trash })
    void client.invalidateQueries({ queryKey: queryKeys.feed })
    tellLibraries({ type: 'reset' })
    refreshBoards(client)
  }
  /** True where all of it came about. */
  const run = async (act: () => Promise<void>): Promise<boolean> => {
    setBusy(true)
    try {
      await act()
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      showToast(errorText(error), { tone: 'danger' })
      return false
    } finally {
      setBusy(false)
      refresh()
    }
  }
  const withProgress = async <T>(total: number, act: (onPart: (done: number) => void) => Promise<T>) => {
    const progress = total > WORTH_SAYING ? showProgress() : null
    progress?.say(marks('progress', { done: 0, total }))
    try {
      return await act((done) => progress?.say(marks('progress', { done, total })))
    } finally {
      progress?.end()
    }
  }

  return {
    busy,
    /** Takes pictures back; without ids everything. */
    restore: (chosen?: readonly string[]) =>
      run(async () => {
        const ids = chosen ?? (await everythingIn(scope))
        const { imageIds, failure } = await withProgress(ids.length, (onPart) =>
          sendTrash(ids, 'restore', onPart),
        )
        const undo = () =>
          void run(async () => {
            const again = await sendTrash(imageIds, 'trash')
            if (again.failure) throw again.failure
          })
        showToast(t('restored', { count: imageIds.length }), { action: { label: marks('undo'), run: undo } })
        if (failure) throw failure
      }),
    /** Deletes pictures for good; without ids everything. */
    deleteForGood: (chosen?: readonly string[]) =>
      run(async () => {
        const { deleted, failure } = chosen
          ? await withProgress(chosen.length, (onPart) => sendEmpty({ imageIds: chosen }, onPart))
          : await sendEmpty({ scope })
        showToast(t('deleted', { count: deleted }))
        if (failure) throw failure
      }),
  }
}
