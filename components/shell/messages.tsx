import 'server-only'
import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import type en from '#messages/en.json'

type Namespace = keyof typeof en

/** Gives a public page's interactive parts the words they need, and no others: the rest would travel for nothing. */
export async function Messages({ of, children }: { of: Namespace[]; children: ReactNode }) {
  const all = await getMessages()
  const messages = Object.fromEntries(of.map((namespace) => [namespace, all[namespace]]))
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
}
