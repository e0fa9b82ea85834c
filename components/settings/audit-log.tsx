'use client'

import { Download } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { ApiError } from '#lib/api-client.ts'
import { auditExportUrl, useAuditLog } from '#lib/audit/client.ts'
import { AuditEntry } from './audit-entry.tsx'
import { AuditFilterBar } from './audit-filter-bar.tsx'
import { type AuditFilters, auditRequest, readAuditFilters, writeAuditFilters } from './audit-filters.ts'

/** What happened in the studio. The filters stand in the address, so that a view can be sent on. */
export function AuditLog({ people }: { people: PersonRef[] }) {
  const t = useTranslations('audit')
  const errorText = useErrorText()
  const filters = readAuditFilters(useSearchParams())
  const request = auditRequest(filters)
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useAuditLog(request)
  const entries = data?.pages.flatMap(({ items }) => items) ?? []

  const change = (next: AuditFilters) => {
    const search = writeAuditFilters(next).toString()
    window.history.replaceState(null, '', search === '' ? window.location.pathname : `?${search}`)
  }

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pt-2 pb-4">
        <AuditFilterBar filters={filters} people={people} onChange={change} />
        <a
          href={auditExportUrl(request)}
          download
          className="touch-target inline-flex h-9 items-center gap-1.5 rounded bg-sunk px-3 hover:bg-hover"
        >
          <Download aria-hidden className="size-4" />
          {t('export')}
        </a>
      </div>
      {entries.length > 0 && (
        <table className="w-full border-collapse max-sm:block">
          <caption className="sr-only">{t('title')}</caption>
          <thead className="max-sm:sr-only">
            <tr className="text-left text-faint text-xs">
              {(['when', 'who', 'what', 'where'] as const).map((column) => (
                <th key={column} scope="col" className="py-2 pr-4 font-normal">
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {entries.map((entry) => (
              <AuditEntry key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <div role="status" className="pt-4 text-muted">
        {isPending && t('loading')}
        {data && entries.length === 0 && t('empty')}
      </div>
      {error instanceof ApiError && (
        <div role="alert" className="flex items-center gap-3">
          <p className="text-danger">{errorText(error)}</p>
          <Button onClick={() => void refetch()}>{t('again')}</Button>
        </div>
      )}
      {hasNextPage && (
        <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}
