'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { Button } from '#components/ui/button.tsx'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { profileRequests } from '#lib/profile/client.ts'
import { AVATAR } from '#lib/profile/limits.ts'
import { useSaving } from './use-saving.ts'

/** The person's picture, with the ways to another one. */
export function PictureField({ person }: { person: PersonRef }) {
  const t = useTranslations('settings.picture')
  const { busy, save } = useSaving()
  const input = useRef<HTMLInputElement>(null)

  const choose = async (file: File | undefined) => {
    if (!file) return
    await save(() => profileRequests.setPicture(file))
    // The same file may be chosen again.
    if (input.current) input.current.value = ''
  }

  return (
    <div className="flex items-center gap-4" aria-busy={busy}>
      <Avatar person={person} size={72} named />
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept={AVATAR.accept}
          aria-label={t('file')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
        <Button disabled={busy} onClick={() => input.current?.click()}>
          {person.avatar === null ? t('add') : t('change')}
        </Button>
        {person.avatar !== null && (
          <Button variant="plain" disabled={busy} onClick={() => void save(profileRequests.removePicture)}>
            {t('remove')}
          </Button>
        )}
      </div>
    </div>
  )
}
