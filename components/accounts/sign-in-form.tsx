'use client'

import { useTranslations } from 'next-intl'
import type { SignedInDto } from '#lib/accounts/schema.ts'
import { EmailField } from './email-field.tsx'
import { EntryButton } from './entry-button.tsx'
import { EntryProblem } from './entry-problem.tsx'
import { PasswordField } from './password-field.tsx'
import { useEntry } from './use-entry.ts'

/** E-mail and password. `to`: the path that was asked for. */
export function SignInForm({ to }: { to: string }) {
  const t = useTranslations('signIn')
  const { busy, submit, problem } = useEntry<SignedInDto>('/api/session', { return: to }, (signedIn) => {
    // A whole new page: nothing of whoever was here before stays in memory.
    location.replace(signedIn.to)
  })
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-5">
      <EmailField label={t('email')} autoFocus />
      <PasswordField label={t('password')} autoComplete="current-password" />
      <EntryProblem problem={problem} fields={[]} />
      <EntryButton busy={busy}>{busy ? t('busy') : t('submit')}</EntryButton>
    </form>
  )
}
