import { getTranslations } from 'next-intl/server'
import { AppError } from '#lib/errors.ts'
import { parseId, route } from '#lib/http.ts'
import { fileStem } from '#lib/images/file-stem.ts'
import { matrixFor } from '#lib/matrices/data.ts'
import { exportMatrix } from '#lib/matrices/export.ts'
import { viewOf } from '#lib/matrices/grid.ts'
import { labelWords } from '#lib/matrices/label-words.ts'
import type { LabelWords } from '#lib/matrices/labels.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'

async function wordsFor({ generations }: MatrixDto): Promise<LabelWords> {
  const references = new Map(generations.flatMap((run) => run.references).map(({ id, name }) => [id, name]))
  const [grid, settings] = [await getTranslations('matrix.grid'), await getTranslations('composer')]
  return labelWords(grid, settings, (id) => references.get(id))
}

const numbers = (text: string | null) => (text === null ? [] : text.split(',').map(Number))

/** `?format=csv`, `zip`, or `?format=png` with the axes of its `rows` and `columns` and the value `at` of each axis. */
export const GET = route<{ matrixId: string }>('view', async ({ request, studio, actor, params }) => {
  const matrix = await matrixFor(studio.db, actor, parseId(params.matrixId))
  if (!matrix) throw new AppError('not_found')
  const url = new URL(request.url)
  const format = url.searchParams.get('format')
  if (format !== 'csv' && format !== 'png' && format !== 'zip') throw new AppError('not_found')
  const [rows, columns] = ['rows', 'columns'].map((name) => numbers(url.searchParams.get(name))[0] ?? null)
  const view = viewOf(matrix.axes, {
    rows: rows ?? null,
    columns: columns ?? null,
    at: numbers(url.searchParams.get('at')),
  })
  const words = await wordsFor(matrix)
  const name = fileStem(matrix.template ?? '') || 'matrix'
  return exportMatrix(studio, actor, request, { matrix, view, words, format, name })
})
