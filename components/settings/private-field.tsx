'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Switch } from '#components/ui/switch.tsx'
import { profileRequests } from '#lib/profile/client.ts'
import { useSaving } from './use-saving.ts'

/** Whether new runs begin private. */
export function PrivateField({ newPrivate }: { newPrivate: boolean }) {
  const t = useTranslations('settings.private')
  const { save } = useSaving()
  const [value, setValue] = useState(newPrivate)
  const choose = async (next: boolean) => {
    setValue(next)
    if (await save(() => profileRequests.change({ newPrivate: next }))) setValue(!next)
  }
  return (
    <div className="max-w-96">
      <Switch checked={value} onChange={(next) => void choose(next)}>
        {t('label')}
      </Switch>
    </div>
  )
}
