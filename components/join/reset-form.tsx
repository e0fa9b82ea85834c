'use client'

import { useTranslations } from 'next-intl'
import { EntryButton } from '#components/accounts/entry-button.tsx'
import { EntryProblem } from '#components/accounts/entry-problem.tsx'
import { PasswordField } from '#components/accounts/password-field.tsx'
import { useEntry } from '#components/accounts/use-entry.ts'
import { PASSWORD } from '#lib/accounts/limits.ts'
import type { EnteredDto } from '#lib/accounts/schema.ts'

/** A new password, by a link. `email` is there for password managers. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const t = useTranslations('invite')
  const entry = useEntry<EnteredDto>('/api/password/reset', { token }, ({ to }) => location.replace(to))
  const { busy, submit, problem, problemOf } = entry
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-5">
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t('reset.password')}
        autoComplete="new-password"
        minLength={PASSWORD.minChars}
        autoFocus
        hint={t('passwordHint', { min: PASSWORD.minChars })}
        error={problemOf('password')}
      />
      <EntryProblem problem={problem} fields={['password']} />
      <EntryButton busy={busy}>{busy ? t('reset.setting') : t('reset.set')}</EntryButton>
    </form>
  )
}
