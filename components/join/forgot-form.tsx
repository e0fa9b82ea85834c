'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { EmailField } from '#components/accounts/email-field.tsx'
import { EntryButton } from '#components/accounts/entry-button.tsx'
import { EntryProblem } from '#components/accounts/entry-problem.tsx'
import { ApiError, requestNothing } from '#lib/api-client.ts'

/** Asks for a letter with a link to a new password. What it says afterwards is the same for every address. */
export function ForgotForm({ hours }: { hours: number }) {
  const t = useTranslations('invite.forgot')
  const offline = useTranslations('signIn')
  const errors = useTranslations('errors')
  const [busy, setBusy] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [problem, setProblem] = useState<{ field: string | undefined; words: string } | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email'))
    setBusy(true)
    setProblem(null)
    try {
      await requestNothing('/api/password/forgot', { method: 'POST', json: { email } })
      setSentTo(email.trim())
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { code, field, params } = error
      const words =
        code === 'network' || code === 'unreadable'
          ? offline(code)
          : errors(code, { ...params, field: field ?? '' })
      setProblem({ field, words })
    } finally {
      setBusy(false)
    }
  }

  if (sentTo !== null) {
    return (
      <p role="status" className="text-pretty text-base">
        {t('sent', { email: sentTo, hours })}
      </p>
    )
  }
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <EmailField
        label={t('email')}
        autoFocus
        error={problem?.field === 'email' ? problem.words : undefined}
      />
      <EntryProblem problem={problem} fields={['email']} />
      <EntryButton busy={busy}>{busy ? t('sending') : t('send')}</EntryButton>
    </form>
  )
}
