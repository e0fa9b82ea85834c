'use client'

import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { Field } from './field.tsx'

type PasswordFieldProps = Omit<ComponentProps<typeof Field>, 'type' | 'end' | 'name'> & {
  name?: string
  autoComplete: 'current-password' | 'new-password'
}

/** A password that can be looked at while it is typed. Its words are in the namespace `signIn`. */
export function PasswordField({ name = 'password', ...props }: PasswordFieldProps) {
  const t = useTranslations('signIn')
  const [shown, setShown] = useState(false)
  return (
    <Field
      name={name}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      required
      end={
        <button
          type="button"
          aria-pressed={shown}
          aria-label={t('showPassword')}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 rounded px-3 text-muted text-xs hover:text-ink"
        >
          {shown ? t('hide') : t('show')}
        </button>
      }
      {...props}
    />
  )
}
