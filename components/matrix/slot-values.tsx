import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { cx } from '#components/ui/cx.ts'
import type { FilledSlot } from './filled-slots.ts'

interface SlotValuesProps {
  slot: FilledSlot
  onChange: (text: string) => void
  /** It stands alone, tall enough for a list and with their count, and takes the focus; else it grows with its values. */
  alone?: boolean
}

/** The values of a named slot, one on each line. */
export function SlotValues({ slot, onChange, alone = false }: SlotValuesProps) {
  const t = useTranslations('matrix')
  const id = useId()
  const { name, text, values } = slot
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {t('valuesOf', { name })}
      </label>
      <textarea
        id={id}
        data-autofocus={alone || undefined}
        rows={alone ? 5 : 1}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={`${id}-hint`}
        className={cx(
          'rounded bg-sunk max-sm:text-base',
          alone ? 'resize-y p-2' : 'field-sizing-content max-h-40 min-h-9 resize-none px-3 py-2',
        )}
      />
      <p id={`${id}-hint`} className="flex justify-between gap-2 text-faint text-xs">
        <span>{values.length > 0 ? t('valuesHint') : t('noValuesHint')}</span>
        {alone && <output>{t('values', { n: values.length })}</output>}
      </p>
    </div>
  )
}
