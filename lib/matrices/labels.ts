import { modelProfile } from '#lib/models/catalogue.ts'
import type { MatrixAxis } from './schema.ts'
import { isChoice } from './template.ts'

/** What labels are made of, in the reader's language. */
export interface LabelWords {
  kinds: Record<Exclude<MatrixAxis['kind'], 'slot'>, string>
  /** A choice of the prompt, by its number there. */
  choice: (n: string) => string
  auto: string
  /** A temperature that is left to the model. */
  off: string
  /** A slot without any words. */
  empty: string
  reference: (id: string, n: number) => string
}

/** The name of an axis as people read it. */
export function axisLabel(axis: MatrixAxis, words: LabelWords): string {
  if (axis.kind !== 'slot') return words.kinds[axis.kind]
  return isChoice(axis.name) ? words.choice(axis.name) : axis.name
}

/** The name of one of its values. */
export function valueLabel(axis: MatrixAxis, place: number, words: LabelWords): string {
  const value = axis.values[place]
  if (axis.kind === 'model') return modelProfile(String(value)).name
  if (axis.kind === 'ratio' && value === 'auto') return words.auto
  if (axis.kind === 'reference') return words.reference(String(value), place + 1)
  if (value === null || value === undefined) return words.off
  return value === '' ? words.empty : String(value)
}
