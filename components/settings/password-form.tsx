'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { ApiError } from '#lib/api-client.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { useSaving } from './use-saving.ts'

interface PasswordFormProps {
  /** For password managers, which ask whose password it is. */
  email: string
  minChars: number
  maxChars: number
}

/** Changes the password: the present one, then the new one. */
export function PasswordForm({ email, minChars, maxChars }: PasswordFormProps) {
  const t = useTranslations('settings.password')
  const errorText = useErrorText()
  const { busy, save } = useSaving()
  const there = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const [failure, setFailure] = useState<ApiError | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [current, next] = [String(fields.get('current')), String(fields.get('next'))]
    const error = await save(() => profileRequests.changePassword({ current, next }), { quiet: true })
    setFailure(error)
    if (error) return
    form.current?.reset()
    showToast(t('saved'))
  }

  const wrong = failure && errorText(failure)
  const ofCurrent = failure?.code === 'password_wrong' || failure?.code === 'too_many_attempts'
  return (
    <form
      ref={form}
      method="post"
      onSubmit={(event) => void submit(event)}
      className="flex max-w-80 flex-col gap-3"
    >
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={t('current')}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={maxChars}
        error={ofCurrent && wrong}
      />
      <TextField
        label={t('next')}
        name="next"
        type="password"
        autoComplete="new-password"
        required
        minLength={minChars}
        maxLength={maxChars}
        hint={t('hint', { min: minChars })}
        error={!ofCurrent && wrong}
      />
      <Button type="submit" disabled={busy || !there} className="self-start">
        {t('save')}
      </Button>
    </form>
  )
}
