'use client'

import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { ReferenceUrlInput } from '#lib/references/schema.ts'

const MODES = ['fetch', 'link'] as const

/** Adds a picture by its address: fetched now, or kept as a link for the gateway to fetch. */
export function ReferenceUrl({ onAdd }: { onAdd: (input: ReferenceUrlInput) => void }) {
  const t = useTranslations('references.url')
  const [mode, setMode] = useState<ReferenceUrlInput['mode']>('fetch')
  const [invalid, setInvalid] = useState(false)

  const submit = (event: FormEvent<HTMLFormElement>, close: () => void) => {
    event.preventDefault()
    const url = new FormData(event.currentTarget).get('url')
    const address = typeof url === 'string' ? url.trim() : ''
    const valid = /^https?:\/\//i.test(address) && URL.canParse(address)
    setInvalid(!valid)
    if (!valid) return
    onAdd({ url: address, mode })
    close()
  }

  return (
    <Popover
      label={t('label')}
      className="w-86"
      onToggle={() => setInvalid(false)}
      trigger={(props) => (
        <button
          type="button"
          aria-label={t('label')}
          data-tip={t('label')}
          className="touch-target grid h-14 w-7 place-items-center rounded-picture bg-sunk text-muted hover:bg-hover hover:text-ink"
          {...props}
        >
          <Link2 aria-hidden className="size-4" />
        </button>
      )}
    >
      {(close) => (
        <form noValidate onSubmit={(event) => submit(event, close)} className="flex flex-col gap-3">
          <label className="flex flex-col gap-1">
            <span className="text-muted text-xs">{t('field')}</span>
            <input
              name="url"
              type="url"
              inputMode="url"
              data-autofocus
              placeholder="https://"
              aria-invalid={invalid}
              aria-describedby={invalid ? 'reference-url-error' : undefined}
              className="h-9 rounded bg-sunk px-3 outline-offset-0 max-sm:text-base"
            />
          </label>
          {invalid && (
            <p id="reference-url-error" role="alert" className="text-danger text-xs">
              {t('invalid')}
            </p>
          )}
          <ChoiceGrid label={t('mode')} options={MODES} value={mode} onChange={setMode} columns={1}>
            {(option) => (
              <span className="block px-3 py-2">
                <span className="block text-ink">{t(`${option}.title`)}</span>
                <span className="block text-muted text-xs">{t(`${option}.what`)}</span>
              </span>
            )}
          </ChoiceGrid>
          <Button type="submit" className="self-end">
            {t('add')}
          </Button>
        </form>
      )}
    </Popover>
  )
}
