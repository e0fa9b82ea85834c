'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Switch } from '#components/ui/switch.tsx'
import type { Choices } from '#lib/profile/choices.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { useSaving } from './use-saving.ts'

/** How finished runs are told while nobody looks. The browser is asked for its permission in the moment of the press. */
export function NotificationFields({ choices }: { choices: Choices['notifications'] }) {
  const t = useTranslations('settings.notifications')
  const { save } = useSaving()
  const [value, setValue] = useState(choices)
  const [problem, setProblem] = useState<'denied' | 'insecure' | null>(null)

  const change = async (next: typeof value) => {
    setProblem(null)
    if (next.system && !value.system) {
      if (!('Notification' in window) || !window.isSecureContext) return setProblem('insecure')
      if ((await Notification.requestPermission()) !== 'granted') return setProblem('denied')
    }
    setValue(next)
    if (await save(() => profileRequests.change({ choices: { notifications: next } }))) setValue(value)
  }

  return (
    <div className="flex max-w-96 flex-col gap-3">
      <Switch checked={value.sound} onChange={(sound) => void change({ ...value, sound })}>
        {t('sound')}
      </Switch>
      <Switch checked={value.system} onChange={(system) => void change({ ...value, system })}>
        {t('system')}
      </Switch>
      {problem && (
        <p role="alert" className="text-danger text-xs">
          {t(problem)}
        </p>
      )}
    </div>
  )
}
