import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import type { ReferenceUrlInput } from '#lib/references/schema.ts'

const MODES = ['fetch', 'link'] as const

interface ReferenceUrlFormProps {
  onAdd: (input: ReferenceUrlInput) => void
  mode: ReferenceUrlInput['mode']
  onMode: (mode: ReferenceUrlInput['mode']) => void
  close: () => void
}

/** A picture's address, and what is done with it. */
export function ReferenceUrlForm({ onAdd, mode, onMode, close }: ReferenceUrlFormProps) {
  const t = useTranslations('references.url')
  const [invalid, setInvalid] = useState(false)

  const submit = (event: FormEvent<HTMLFormElement>) => {
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
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
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
      <ChoiceGrid label={t('mode')} options={MODES} value={mode} onChange={onMode} columns={1}>
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
  )
}
