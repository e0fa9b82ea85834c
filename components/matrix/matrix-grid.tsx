import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { GridCell, View } from '#lib/matrices/grid.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'
import { referenceUrls } from '#lib/references/client.ts'
import { MatrixCell } from './matrix-cell.tsx'
import { referencesOf, useAxisText } from './use-axis-text.ts'

interface MatrixGridProps {
  matrix: MatrixDto
  view: View
  cells: readonly (readonly GridCell[])[]
}

/** The grid with its heads, which stay while it is scrolled in either direction. */
export function MatrixGrid({ matrix, view, cells }: MatrixGridProps) {
  const t = useTranslations('matrix.grid')
  const text = useAxisText(referencesOf(matrix))
  const columns = view.columns === null ? undefined : matrix.axes[view.columns]
  const rows = view.rows === null ? undefined : matrix.axes[view.rows]
  const head = (axis: typeof rows, place: number) => {
    if (!axis) return null
    const value = axis.kind === 'reference' ? axis.values[place] : undefined
    return (
      <>
        {value && (
          <img
            src={referenceUrls.thumb(value)}
            alt=""
            className="mb-1 size-10 rounded-picture object-cover"
          />
        )}
        <span dir="auto" className="line-clamp-4 wrap-anywhere">
          {text.value(axis, place)}
        </span>
      </>
    )
  }
  return (
    <section
      aria-label={t('label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
      className="max-h-[calc(100dvh-9rem)] overflow-auto px-4 pb-4 sm:px-6"
    >
      <table className="border-separate border-spacing-1 text-left align-top">
        <caption className="sr-only">{t('caption')}</caption>
        <thead>
          <tr>
            {rows && (
              <td className="sticky top-0 left-0 z-20 bg-bg p-1 text-faint text-xs">
                {text.axis(rows)}
                {columns && (
                  <span className="flex items-center gap-1">
                    {text.axis(columns)} <ArrowRight aria-hidden className="size-3" />
                  </span>
                )}
              </td>
            )}
            {cells[0]?.map(({ at }) => (
              <th
                key={at.join()}
                scope="col"
                className="sticky top-0 z-10 min-w-36 max-w-56 bg-bg p-1 align-bottom font-medium text-sm sm:min-w-48"
              >
                {head(columns, view.columns === null ? 0 : (at[view.columns] ?? 0))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row) => (
            <tr key={row[0]?.at.join()}>
              {rows && (
                <th
                  scope="row"
                  className="sticky left-0 z-10 w-24 min-w-20 max-w-40 bg-bg p-1 align-top font-medium text-sm sm:w-36"
                >
                  {head(rows, view.rows === null ? 0 : (row[0]?.at[view.rows] ?? 0))}
                </th>
              )}
              {row.map((cell) => (
                <td key={cell.at.join()} className="w-36 p-0 align-top sm:w-56">
                  <MatrixCell matrix={matrix} cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
