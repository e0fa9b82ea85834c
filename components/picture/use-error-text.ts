import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { ApiError } from '#lib/api-client.ts'

/** A failed request in words. */
export function useErrorText() {
  const errors = useTranslations('errors')
  const feed = useTranslations('feed.errors')
  return useCallback(
    (error: Pick<ApiError, 'code' | 'params' | 'field'>) => {
      if (error.code === 'network' || error.code === 'unreadable') return feed(error.code)
      return errors(error.code, { ...error.params, field: error.field ?? '' })
    },
    [errors, feed],
  )
}
