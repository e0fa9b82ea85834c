'use client'

import { type AbstractIntlMessages, IntlProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { joinParts } from '#lib/i18n/parts.ts'

/** Words beside those that are there already. */
export function MoreMessages({
  messages,
  children,
}: {
  messages: AbstractIntlMessages
  children: ReactNode
}) {
  const around = useMessages()
  const locale = useLocale()
  const all = useMemo(() => joinParts(around, messages), [around, messages])
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  )
}
