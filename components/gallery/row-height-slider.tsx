import { useTranslations } from 'next-intl'
import { chooseRowScale, ROW_STEPS, useRowScale } from './row-height.ts'

/** How high the rows are, on every gallery of this browser. */
export function RowHeight() {
  const t = useTranslations('gallery')
  const step = useRowScale()
  return (
    <input
      type="range"
      min={-ROW_STEPS}
      max={ROW_STEPS}
      value={step}
      aria-label={t('rowHeight')}
      data-tip={t('rowHeight')}
      onChange={(event) => chooseRowScale(event.currentTarget.valueAsNumber)}
      onDoubleClick={() => chooseRowScale(0)}
      className="slider h-8 w-24 max-sm:w-16"
    />
  )
}
