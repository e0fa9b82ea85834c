import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { ApiError } from '#lib/api-client.ts'

/** A failed request in words. */
export function useErrorText() {
  const errors = useTranslations('errors')
  const feed = useTranslations('feed.errors')
  return useCallback(
    (error: Pick<ApiError, 'code' | 'params' | 'field'> & Pick<Partial<ApiError>, 'because'>) => {
      if (error.code === 'network' || error.code === 'unreadable') return feed(error.code)
      const { because, params, field = '' } = error
      const problem = because && {
        problem: errors(because.code, { ...because.params, field: because.field ?? '' }),
      }
      return errors(error.code, { ...params, ...problem, field })
    },
    [errors, feed],
  )
}
