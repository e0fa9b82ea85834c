import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { Facet } from '#lib/library/schema.ts'
import { modelProfile } from '#lib/models/catalogue.ts'

/** Filters whose values are ids, whose names only the studio knows. */
export const hasLabels = (facet: string) => facet === 'person' || facet === 'board' || facet === 'kit'

/** What a value of a filter is called. */
export function useValueName() {
  const t = useTranslations('search.value')
  return useCallback(
    (facet: Facet, value: string, label: string | null): string => {
      switch (facet) {
        case 'model':
          return modelProfile(value).name
        case 'ratio':
          return value === 'auto' ? t('auto') : value
        case 'rating':
          return t('rating', { stars: Number(value) })
        case 'references':
          return t(value === 'with' ? 'withReferences' : 'withoutReferences')
        case 'status':
          return value === 'succeeded' || value === 'failed' || value === 'cancelled'
            ? t(value)
            : t('outcome_unknown')
        case 'favourite':
          return t('favourite')
        case 'person':
          return value === 'me' ? t('me') : (label ?? t('somebody'))
        case 'board':
        case 'kit':
          return label ?? t(facet)
        default:
          return value
      }
    },
    [t],
  )
}
