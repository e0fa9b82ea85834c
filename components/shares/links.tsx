'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useNow } from '#components/picture/use-now.ts'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { ApiError } from '#lib/api-client.ts'
import { type ShareScope, useShares } from '#lib/shares/client.ts'
import { SHARE_STATES } from '#lib/shares/limits.ts'
import { type LinkAct, LinkActs } from './link-acts.tsx'
import { LinkRow } from './link-row.tsx'
import { stateAt } from './link-state.ts'
import { LinksEmpty } from './links-empty.tsx'
import { useSharer } from './use-sharer.ts'

const SCOPES = ['mine', 'all'] as const satisfies readonly ShareScope[]
const FILTERS = ['any', ...SHARE_STATES] as const
type Filter = (typeof FILTERS)[number]

/** All links that one made, or for those who administer, everybody's. */
export function Links() {
  const t = useTranslations('shares.list')
  const { seesAll } = useSharer()
  const [scope, setScope] = useState<ShareScope>('mine')
  const [filter, setFilter] = useState<Filter>('any')
  return (
    <div className="mx-auto flex max-w-240 flex-col gap-4 px-4 pt-6 pb-16 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-lg">{t('title')}</h1>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {seesAll && (
            <ChoiceGrid
              label={t('scope')}
              options={SCOPES}
              value={scope}
              onChange={setScope}
              columns={SCOPES.length}
            >
              {(option) => (
                <span className="block whitespace-nowrap px-3 py-1.5 text-center">
                  {t(`scopes.${option}`)}
                </span>
              )}
            </ChoiceGrid>
          )}
          <ChoiceGrid
            label={t('filter')}
            options={FILTERS}
            value={filter}
            onChange={setFilter}
            columns={FILTERS.length}
          >
            {(option) => (
              <span className="block whitespace-nowrap px-3 py-1.5 text-center">
                {t(`filters.${option}`)}
              </span>
            )}
          </ChoiceGrid>
        </div>
      </div>
      <List scope={seesAll ? scope : 'mine'} filter={filter} />
    </div>
  )
}

function List({ scope, filter }: { scope: ShareScope; filter: Filter }) {
  const t = useTranslations('shares.list')
  const errorText = useErrorText()
  const shares = useShares(scope)
  const now = useNow()
  const [act, setAct] = useState<LinkAct | null>(null)

  if (shares.isPending) {
    return (
      <p role="status" className="text-faint">
        {t('loading')}
      </p>
    )
  }
  if (!shares.data) {
    const error = shares.error instanceof ApiError ? shares.error : new ApiError('unreadable', 0)
    return (
      <div role="alert" className="flex flex-col items-start gap-3">
        <p className="max-w-prose text-muted">{errorText(error)}</p>
        <Button onClick={() => void shares.refetch()}>{t('retry')}</Button>
      </div>
    )
  }
  if (shares.data.length === 0) return <LinksEmpty />
  // The server draws the page without knowing the time; the states come with the first tick.
  const shown = shares.data.filter((share) => filter === 'any' || stateAt(share, now) === filter)
  return (
    <>
      {shown.length === 0 && <p className="py-12 text-center text-muted">{t('noneOf')}</p>}
      <ul aria-label={t('title')} className="flex flex-col">
        {shown.map((share) => (
          <LinkRow key={share.id} share={share} now={now} withMaker={scope === 'all'} onAct={setAct} />
        ))}
      </ul>
      <LinkActs act={act} onAct={setAct} />
    </>
  )
}
