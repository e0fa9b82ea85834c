'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { useSaving } from './use-saving.ts'

/** The name that others see. */
export function NameField({ name, maxChars }: { name: string; maxChars: number }) {
  const t = useTranslations('settings.name')
  const { busy, save } = useSaving()
  const [value, setValue] = useState(name)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const error = await save(() => profileRequests.change({ name: value }))
    if (!error) showToast(t('saved'))
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="max-w-96">
      <TextField
        label={t('label')}
        value={value}
        required
        maxLength={maxChars}
        autoComplete="name"
        onChange={(event) => setValue(event.target.value)}
        beside={
          <Button type="submit" className="h-9" disabled={busy || value.trim() === '' || value === name}>
            {t('save')}
          </Button>
        }
      />
    </form>
  )
}
