import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { EVERYTHING, type LibraryQuery } from '#lib/library/query.ts'
import { countActive, withoutFilters } from './filters.ts'
import { changeQuery, showQuery } from './query-address.ts'

/** Where a search or a filter finds nothing: the ways back to pictures. */
export function NothingFound({ query }: { query: LibraryQuery }) {
  const t = useTranslations('search.nothing')
  const { text, like, look } = query
  const sought = text !== '' || like !== null || look !== null
  return (
    <div className="mx-auto flex min-h-[60dvh] max-w-80 flex-col items-center justify-center gap-3 px-6 text-center">
      <p className="text-lg">{t('title')}</p>
      <p className="text-balance text-muted">{t('text')}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        {countActive(query) > 0 && sought && (
          <Button size="lg" onClick={() => changeQuery(query, withoutFilters)}>
            {t('clear')}
          </Button>
        )}
        <Button size="lg" onClick={() => showQuery(EVERYTHING)}>
          {t('everything')}
        </Button>
      </div>
    </div>
  )
}
