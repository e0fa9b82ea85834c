'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { NAME_MAX_CHARS, PASSWORD } from '#lib/accounts/limits.ts'
import type { SignedInDto } from '#lib/accounts/schema.ts'
import { Field } from './field.tsx'
import { PasswordField } from './password-field.tsx'
import { useEntry } from './use-entry.ts'

/** The owner's account: the first of the studio. */
export function SetupForm({ token }: { token: string }) {
  const t = useTranslations('setup')
  const { busy, submit, problem, problemOf } = useEntry<SignedInDto>('/api/setup', { token }, ({ to }) => {
    location.replace(to)
  })
  const elsewhere = problem && !['name', 'email', 'password'].includes(problem.field ?? '')
  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
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
      <Field
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        error={problemOf('email')}
      />
      <PasswordField
        label={t('password')}
        autoComplete="new-password"
        minLength={PASSWORD.minChars}
        hint={t('passwordHint', { min: PASSWORD.minChars })}
        error={problemOf('password')}
      />
      {elsewhere && (
        <p role="alert" className="text-pretty rounded bg-danger-soft px-3 py-2 text-danger">
          {problem.words}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" disabled={busy} className="mt-1 h-11 text-base">
        {busy ? t('busy') : t('submit')}
      </Button>
    </form>
  )
}
