'use client'

import { useTranslations } from 'next-intl'
import { NAME_MAX_CHARS, PASSWORD } from '#lib/accounts/limits.ts'
import type { SignedInDto } from '#lib/accounts/schema.ts'
import { EmailField } from './email-field.tsx'
import { EntryButton } from './entry-button.tsx'
import { EntryProblem } from './entry-problem.tsx'
import { Field } from './field.tsx'
import { PasswordField } from './password-field.tsx'
import { useEntry } from './use-entry.ts'

/** The owner's account: the first of the studio. */
export function SetupForm({ token }: { token: string }) {
  const t = useTranslations('setup')
  const { busy, submit, problem, problemOf } = useEntry<SignedInDto>('/api/setup', { token }, ({ to }) => {
    location.replace(to)
  })
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-5">
      <Field
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={NAME_MAX_CHARS}
        required
        autoFocus
        hint={t('nameHint')}
        error={problemOf('name')}
      />
      <EmailField label={t('email')} error={problemOf('email')} />
      <PasswordField
        label={t('password')}
        autoComplete="new-password"
        minLength={PASSWORD.minChars}
        hint={t('passwordHint', { min: PASSWORD.minChars })}
        error={problemOf('password')}
      />
      <EntryProblem problem={problem} fields={['name', 'email', 'password']} />
      <EntryButton busy={busy}>{busy ? t('busy') : t('submit')}</EntryButton>
    </form>
  )
}
