import 'server-only'
import { CSV_BOM, csvLine } from '#lib/audit/csv.ts'
import { axisLabel, type LabelWords, valueLabel } from './labels.ts'
import type { MatrixDto } from './schema.ts'

/** A matrix as a table: a line for each picture, in the order of the cells. */
export function matrixCsv(
  { axes, places, generations }: MatrixDto,
  words: LabelWords,
  origin: string,
): string {
  const head = [
    ...axes.map((axis) => axisLabel(axis, words)),
    'prompt',
    'model',
    'ratio',
    'size',
    'temperature',
    'number',
    'status',
    'width',
    'height',
    'price USD',
    'address',
  ]
  const lines = generations.flatMap((run) => {
    const values = axes.map((axis, index) => {
      const place = places[index]?.indexOf(run.matrix?.cell[index] ?? -1) ?? -1
      return valueLabel(axis, place, words)
    })
    const price = run.estimatedPriceMicroUsd
    return run.images.map((image) =>
      csvLine([
        ...values,
        run.prompt,
        run.model,
        run.ratio,
        run.tier,
        run.temperature === null ? null : String(run.temperature),
        String(image.index + 1),
        image.status,
        image.asset ? String(image.asset.width) : null,
        image.asset ? String(image.asset.height) : null,
        price === null || run.sandbox ? null : String(price / run.n / 1_000_000),
        `${origin}/images/${image.id}`,
      ]),
    )
  })
  return CSV_BOM + csvLine(head) + lines.join('')
}
