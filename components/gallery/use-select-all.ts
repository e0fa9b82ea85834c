import { useCallback } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import type { PictureOrder } from './picture-order.ts'
import { chooseAlso } from './selection-store.ts'

/** Chooses everything that a list has; what of it is not loaded is asked for by its ids alone. */
export function useSelectAll(order: PictureOrder): () => void {
  const errorText = useErrorText()
  return useCallback(() => {
    chooseAlso(order.ids(0)).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error
      showToast(errorText(error), { tone: 'danger' })
    })
  }, [order, errorText])
}
