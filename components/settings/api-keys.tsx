'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useFormat } from '#components/picture/use-format.ts'
import { CopyField } from '#components/shares/copy-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { keyRequests } from '#lib/api-keys/client.ts'
import type { ApiKeyDto, MadeApiKeyDto } from '#lib/api-keys/schema.ts'
import { useSaving } from './use-saving.ts'

interface ApiKeysProps {
  keys: ApiKeyDto[]
  /** False for who may only look. */
  mayMake: boolean
}

/** The person's keys for programs. A new one is shown until the page is left. */
export function ApiKeys({ keys, mayMake }: ApiKeysProps) {
  const t = useTranslations('settings.keys')
  const { busy, save } = useSaving()
  const [made, setMade] = useState<MadeApiKeyDto | null>(null)
  const [revoking, setRevoking] = useState<ApiKeyDto | null>(null)

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const name = String(new FormData(form).get('name'))
    const error = await save(async () => setMade(await keyRequests.make(name)))
    if (!error) form.reset()
  }
  const revoke = (key: ApiKeyDto) => {
    if (made?.id === key.id) setMade(null)
    void save(() => keyRequests.revoke(key.id))
  }

  return (
    <>
      {mayMake ? (
        <form onSubmit={(event) => void make(event)} className="max-w-96">
          <TextField
            label={t('name')}
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            placeholder={t('example')}
            beside={
              <Button type="submit" className="h-9" disabled={busy}>
                {t('make')}
              </Button>
            }
          />
        </form>
      ) : (
        <p className="text-muted">{t('mayNot')}</p>
      )}
      {made && (
        <section
          aria-label={t('madeTitle', { name: made.name })}
          className="mt-4 max-w-xl rounded bg-sunk/60 p-4"
        >
          <h3 className="font-medium">{t('madeTitle', { name: made.name })}</h3>
          <p className="mt-1 mb-3 text-muted">{t('madeOnce')}</p>
          <div className="flex flex-col gap-3 [&_input]:bg-bg">
            <CopyField label={t('key')} value={made.key} />
            <CopyField label={t('baseUrl')} value={`${window.location.origin}/v1`} />
          </div>
        </section>
      )}
      {keys.length === 0 ? (
        mayMake && <p className="mt-6 text-faint">{t('none')}</p>
      ) : (
        <ul aria-label={t('list')} className="mt-4 divide-y divide-line">
          {keys.map((key) => (
            <KeyRow key={key.id} of={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      {revoking && (
        <ConfirmDialog
          title={t('revokeTitle', { name: revoking.name })}
          action={t('revoke')}
          cancel={t('cancel')}
          onConfirm={() => revoke(revoking)}
          onClose={() => setRevoking(null)}
        >
          {t('revokeWhat')}
        </ConfirmDialog>
      )}
    </>
  )
}

function KeyRow({ of: key, onRevoke }: { of: ApiKeyDto; onRevoke: () => void }) {
  const t = useTranslations('settings.keys')
  const { moment } = useFormat()
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          <bdi>{key.name}</bdi> <span className="ml-1 text-faint">bunch_…{key.hint}</span>
        </p>
        <p className="text-faint text-xs">
          {key.lastUsedAt === null ? t('neverUsed') : t('lastUsed', { when: moment(key.lastUsedAt) })}
          {' · '}
          {t('madeAt', { when: moment(key.createdAt) })}
        </p>
      </div>
      <Button size="sm" onClick={onRevoke} aria-label={t('revokeThis', { name: key.name })}>
        {t('revoke')}
      </Button>
    </li>
  )
}
