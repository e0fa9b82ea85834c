import { Braces } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Popover } from '#components/ui/popover.tsx'
import type { FilledSlot } from './filled-slots.ts'
import { setSlot } from './plan-store.ts'
import { SlotValues } from './slot-values.tsx'

const CHIP = 'inline-flex h-7 max-w-72 items-center gap-1.5 rounded px-2 text-xs'

/** One slot of the prompt: its name and how many values it has; opens their list. A choice has its own in the prompt. */
export function SlotChip({ slot }: { slot: FilledSlot }) {
  const t = useTranslations('matrix')
  const { name, values } = slot
  if (slot.kind === 'choice') {
    return (
      <span
        className={`${CHIP} text-muted ring-1 ring-line ring-inset`}
        data-tip={t('choiceTip', { n: values.length })}
      >
        <span className="truncate">{values.map((value) => value || t('emptyOption')).join(' | ')}</span>
        <span className="text-faint">{values.length}</span>
      </span>
    )
  }
  return (
    <Popover
      label={t('valuesOf', { name })}
      className="w-80"
      trigger={(props) => (
        <button
          type="button"
          data-tip={t('valuesOf', { name })}
          className={`${CHIP} touch-target bg-sunk hover:bg-hover aria-expanded:bg-hover`}
          {...props}
        >
          <Braces aria-hidden className="size-3.5 shrink-0 text-faint" />
          <span className="max-w-40 shrink-0 truncate">{name}</span>
          <span className={values.length > 0 ? 'truncate text-muted' : 'text-warn'}>
            {values.length > 0 ? values.join(', ') : t('noValues')}
          </span>
        </button>
      )}
    >
      {() => <SlotValues alone slot={slot} onChange={(next) => setSlot(name, next)} />}
    </Popover>
  )
}
