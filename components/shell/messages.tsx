import 'server-only'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Namespace, pickParts } from '#lib/i18n/parts.ts'
import { MoreMessages } from './more-messages.tsx'

interface MessagesProps {
  /** Just those that the interactive parts name; `scripts/page-words.ts` sees to it. */
  of: Namespace[]
  children: ReactNode
}

/** Gives a page's interactive parts the words they need, and no others: the rest would travel for nothing. */
export async function Messages({ of, children }: MessagesProps) {
  return (
    <NextIntlClientProvider messages={pickParts(await getMessages(), of)}>{children}</NextIntlClientProvider>
  )
}

/** The same for a page within others: beside the words that those around it brought. */
export async function PageMessages({ of, children }: MessagesProps) {
  return <MoreMessages messages={pickParts(await getMessages(), of)}>{children}</MoreMessages>
}
