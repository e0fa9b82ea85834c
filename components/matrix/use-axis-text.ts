import { useTranslations } from 'next-intl'
import { labelWords } from '#lib/matrices/label-words.ts'
import { axisLabel, valueLabel } from '#lib/matrices/labels.ts'
import type { MatrixAxis, MatrixDto } from '#lib/matrices/schema.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'

/** The references of all runs of a matrix. */
export const referencesOf = ({ generations }: Pick<MatrixDto, 'generations'>) =>
  generations.flatMap(({ references }) => references)

/**
 * Names of axes and of their values, as people read them.
 *
 * @param references those that are known: what they are called
 */
export function useAxisText(references: readonly Pick<ReferenceDto, 'id' | 'name'>[]) {
  const words = labelWords(
    useTranslations('matrix.grid'),
    useTranslations('composer'),
    (id) => references.find((one) => one.id === id)?.name,
  )
  return {
    axis: (axis: MatrixAxis) => axisLabel(axis, words),
    value: (axis: MatrixAxis, place: number) => valueLabel(axis, place, words),
  }
}
