import { useTranslations } from 'next-intl'
import { useFormat } from '#components/picture/use-format.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import type { Planned } from './resolve-plan.ts'

/** A plan in words: what it makes, what that costs, how long it takes. */
export function usePlanText() {
  const t = useTranslations('matrix')
  const format = useFormat()
  const { sandbox, concurrency } = useStudioFacts()
  return {
    /** `3 × 4 = 12 runs, 12 pictures` */
    count: ({ axes, combinations, runs, pictures }: Planned) => {
      const sides = axes.map(({ values }) => values.length).join(' × ')
      const left = combinations > runs ? ` − ${combinations - runs}` : ''
      const sum = axes.length > 1 || left !== '' ? `${sides}${left} = ` : ''
      return `${sum}${t('runs', { n: runs })}${t('comma')}${t('pictures', { n: pictures })}`
    },
    price: ({ priceMicroUsd }: Planned) => {
      if (sandbox) return t('free')
      return priceMicroUsd === null ? t('priceUnknown') : t('about', { price: format.price(priceMicroUsd) })
    },
    time: ({ usualMs }: Planned) => format.duration(usualMs / Math.max(1, concurrency)),
  }
}
