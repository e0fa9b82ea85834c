import type { useTranslations } from 'next-intl'
import type { LabelWords } from './labels.ts'

type Text<Namespace extends 'matrix.grid' | 'composer'> = ReturnType<typeof useTranslations<Namespace>>

/**
 * The words of labels in a reader's language, on the server and in the browser.
 *
 * @param grid texts of `matrix.grid`
 * @param settings texts of `composer`
 * @param nameOf what a reference is called, where that is known
 */
export function labelWords(
  grid: Text<'matrix.grid'>,
  settings: Text<'composer'>,
  nameOf: (referenceId: string) => string | undefined,
): LabelWords {
  return {
    kinds: {
      model: settings('model.label'),
      ratio: settings('ratio.label'),
      tier: settings('size.label'),
      temperature: settings('temperature.label'),
      reference: grid('reference'),
    },
    choice: (n) => grid('choice', { n }),
    auto: settings('ratio.auto'),
    off: settings('temperature.off'),
    empty: grid('empty'),
    reference: (id, n) => nameOf(id) ?? grid('referenceNumber', { n }),
  }
}
