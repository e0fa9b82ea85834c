'use client'

import { useTranslations } from 'next-intl'
import { EmailField } from '#components/accounts/email-field.tsx'
import { EntryButton } from '#components/accounts/entry-button.tsx'
import { EntryProblem } from '#components/accounts/entry-problem.tsx'
import { Field } from '#components/accounts/field.tsx'
import { PasswordField } from '#components/accounts/password-field.tsx'
import { useEntry } from '#components/accounts/use-entry.ts'
import { NAME_MAX_CHARS, PASSWORD } from '#lib/accounts/limits.ts'
import type { EnteredDto } from '#lib/accounts/schema.ts'

/** Makes the account that an invitation is for. `email`: where it is for that address only. */
export function JoinForm({ token, email }: { token: string; email: string | null }) {
  const t = useTranslations('invite')
  const entry = useEntry<EnteredDto>('/api/invites/accept', { token }, ({ to }) => location.replace(to))
  const { busy, submit, problem, problemOf } = entry
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-5">
      <Field
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={NAME_MAX_CHARS}
        required
        autoFocus
        error={problemOf('name')}
      />
      <EmailField
        label={t('email')}
        {...(email !== null && { defaultValue: email, readOnly: true })}
        error={problemOf('email')}
      />
      <PasswordField
        label={t('password')}
        autoComplete="new-password"
        minLength={PASSWORD.minChars}
        hint={t('passwordHint', { min: PASSWORD.minChars })}
        error={problemOf('password')}
      />
      <EntryProblem problem={problem} fields={['name', 'email', 'password']} />
      <EntryButton busy={busy}>{busy ? t('joining') : t('join')}</EntryButton>
    </form>
  )
}
