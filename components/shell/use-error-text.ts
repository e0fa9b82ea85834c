'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { ApiErrorCode } from '#lib/api-client.ts'
import type { ErrorParams } from '#lib/errors.ts'

/** Says an error of the studio's API in the person's language: what happened, what it cost, what now. */
export function useErrorText() {
  const application = useTranslations('errors')
  const transport = useTranslations('shell.transport')
  return useCallback(
    ({ code, params, field }: { code: ApiErrorCode; params: ErrorParams; field?: string | undefined }) =>
      code === 'network' || code === 'unreadable'
        ? transport(code)
        : application(code, { ...params, field: field ?? '' }),
    [application, transport],
  )
}
