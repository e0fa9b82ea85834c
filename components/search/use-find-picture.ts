import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { ApiError } from '#lib/api-client.ts'
import { findPicture } from '#lib/searches/finding.ts'
import { noteOther, noteOurs, setLooking } from './found-store.ts'
import { showQuery } from './query-address.ts'

/**
 * Looks for a picture that was dropped or pasted: the one of ours that it is, or those that look like it. The last one
 * that was brought counts.
 */
export function useFindPicture() {
  const t = useTranslations('search.picture')
  const errorText = useErrorText()
  const last = useRef<object>(undefined)
  // Whoever left the gallery is not taken back to it.
  useEffect(
    () => () => {
      if (last.current) setLooking(false)
      last.current = undefined
    },
    [],
  )
  return useCallback(
    async (files: readonly File[]) => {
      const [picture] = files
      if (!picture) return
      if (files.length > 1) showToast(t('oneAtATime'))
      last.current = picture
      setLooking(true)
      const from = location.href
      try {
        const { imageId, look } = await findPicture(picture)
        if (last.current !== picture) return
        if (imageId === null) noteOther(look, picture)
        else noteOurs(imageId)
        // Whoever asked for something else meanwhile, or opened a picture, has it.
        if (location.href === from) showQuery(imageId === null ? { look } : { like: imageId })
      } catch (cause) {
        if (last.current !== picture) return
        const error = cause instanceof ApiError ? cause : new ApiError('unreadable', 0, { cause })
        showToast(errorText(error), { tone: 'danger' })
      } finally {
        if (last.current === picture) setLooking(false)
      }
    },
    [t, errorText],
  )
}
