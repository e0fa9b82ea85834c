import { ArrowLeftRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '#components/ui/icon-button.tsx'
import { type View, viewOf } from '#lib/matrices/grid.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'
import { referencesOf, useAxisText } from './use-axis-text.ts'

interface ViewControlsProps {
  matrix: MatrixDto
  view: View
  onChange: (view: View) => void
}

const SELECT = 'h-8 max-w-40 rounded bg-sunk px-2 text-ink'

/** Which axes are rows and columns, and the value of each other axis. */
export function ViewControls({ matrix, view, onChange }: ViewControlsProps) {
  const t = useTranslations('matrix.grid')
  const text = useAxisText(referencesOf(matrix))
  const { axes } = matrix
  if (axes.length < 2) return null
  const sides = (['rows', 'columns'] as const).map((side) => (
    <label key={side} className="flex items-center gap-1.5 text-muted text-xs">
      {t(side)}
      <select
        className={SELECT}
        value={view[side] ?? 0}
        onChange={(event) => {
          const chosen = Number(event.target.value)
          const other = side === 'rows' ? 'columns' : 'rows'
          // The axis that the other side had changes places.
          const kept = view[other] === chosen ? view[side] : view[other]
          onChange({ ...view, [side]: chosen, [other]: kept })
        }}
      >
        {axes.map((axis, index) => (
          <option key={`${axis.kind} ${text.axis(axis)}`} value={index}>
            {text.axis(axis)}
          </option>
        ))}
      </select>
    </label>
  ))
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {sides}
      <IconButton
        size="sm"
        label={t('swap')}
        onClick={() => onChange(viewOf(axes, { ...view, rows: view.columns, columns: view.rows }))}
      >
        <ArrowLeftRight aria-hidden className="size-4" />
      </IconButton>
      {axes.map((axis, index) =>
        index === view.rows || index === view.columns ? null : (
          <label
            key={`${axis.kind} ${text.axis(axis)}`}
            className="flex items-center gap-1.5 text-muted text-xs"
          >
            {text.axis(axis)}
            <select
              className={SELECT}
              value={view.at[index] ?? 0}
              onChange={(event) => onChange({ ...view, at: view.at.with(index, Number(event.target.value)) })}
            >
              {[...axis.values.keys()].map((place) => (
                <option key={place} value={place}>
                  {text.value(axis, place)}
                </option>
              ))}
            </select>
          </label>
        ),
      )}
    </div>
  )
}
