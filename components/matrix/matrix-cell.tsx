import { useTranslations } from 'next-intl'
import { Tile } from '#components/feed/run-pictures.tsx'
import tile from '#components/feed/tile.module.css'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { cx } from '#components/ui/cx.ts'
import { checkAgainstModel, type InputIssue } from '#lib/generations/limits.ts'
import { cellInput } from '#lib/matrices/cells.ts'
import type { GridCell } from '#lib/matrices/grid.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'

interface MatrixCellProps {
  matrix: MatrixDto
  cell: GridCell
}

/** The pictures of one combination in their true shapes, or why there are none. */
export function MatrixCell({ matrix, cell }: MatrixCellProps) {
  const { run } = cell
  if (!run || run.images.length === 0) return <Missing matrix={matrix} cell={cell} />
  return (
    <ul className={cx('grid gap-0.5', run.images.length > 1 && 'grid-cols-2')}>
      {run.images.map((image) => {
        const { width, height } = image.asset ?? image.expected
        return (
          <li
            key={image.id}
            className={cx(tile.tile, 'group/tile relative min-w-0 overflow-hidden rounded-picture')}
            // As wide as its column, unless it is so tall that one picture would fill the window.
            style={{
              aspectRatio: width / height,
              width: `min(100%, ${(28 * width) / height}rem)`,
              maxWidth: 'none',
            }}
          >
            <Tile image={image} generation={run} sizes="224px" eager={false} />
          </li>
        )
      })}
    </ul>
  )
}

/** A combination without pictures: its model has none of it, or they are in the trash, or not for this person to see. */
function Missing({ matrix, cell }: MatrixCellProps) {
  const t = useTranslations('matrix.grid')
  const errorText = useErrorText()
  const { me } = useStudioFacts()
  const issue = cell.run === null && whyNot(matrix, cell)
  return (
    <p className="grid min-h-24 place-items-center rounded-picture bg-sunk p-2 text-center text-faint text-xs">
      {issue ? errorText(issue) : t(matrix.person.id === me.id ? 'gone' : 'none')}
    </p>
  )
}

/** What the cell's model cannot do. What no axis changes is the same in every run, so that any of them tells it. */
function whyNot({ generations, axes }: MatrixDto, { at }: GridCell): InputIssue | undefined {
  const [any] = generations
  if (!any?.tier) return undefined
  const { prompt, model, ratio, tier, n, temperature } = any
  return checkAgainstModel(
    cellInput({ prompt, model, ratio, tier, n, temperature, referenceIds: [] }, axes, at),
  )[0]
}
