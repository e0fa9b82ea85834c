import { useTranslations } from 'next-intl'
import type { UseCase } from '#lib/models/use-cases.ts'

/** Names uses by their ids; null for one that this version does not know. */
export function useCaseNames(): (id: string) => string | null {
  const t = useTranslations('recipes.use.name')
  return (id) => {
    // Whether it is one of ours is just what is asked.
    const known = id as UseCase['id']
    return t.has(known) ? t(known) : null
  }
}
