'use client'

import { useTranslations } from 'next-intl'
import { Avatar } from '#components/people/avatar.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import type { AuditEntryDto } from '#lib/audit/schema.ts'
import { type DetailWords, detailsOf } from './audit-details.ts'

/** One line of the log: when, who, what, from where. On a phone one below the other. */
export function AuditEntry({ entry }: { entry: AuditEntryDto }) {
  const t = useTranslations('audit')
  const { fullMoment } = useFormat()
  const { at, person, action, targetId, targetName, ip } = entry
  // Who did something to themselves is named already.
  const target = targetId !== null && targetId === person?.id ? null : targetName
  const details = detailsOf(entry.details, t as DetailWords, fullMoment)
  return (
    <tr className="border-line border-t align-top max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:py-3">
      <td className="whitespace-nowrap text-faint text-xs sm:py-2.5 sm:pr-4 sm:leading-5 max-sm:order-3">
        <time dateTime={at}>{fullMoment(at)}</time>
      </td>
      <th scope="row" className="min-w-0 text-left font-normal max-sm:col-span-2 sm:py-2 sm:pr-4">
        <span className="flex min-w-0 items-center gap-2">
          {person ? (
            <>
              <Avatar person={person} size={24} />
              <bdi className="truncate sm:max-w-36">{person.name}</bdi>
            </>
          ) : (
            <span className="text-faint">{t('nobody')}</span>
          )}
        </span>
      </th>
      <td className="min-w-0 max-sm:col-span-2 sm:py-2.5 sm:pr-4">
        <span className="text-muted">{t(`action.${action}`)}</span>
        {target && (
          <>
            {' '}
            <bdi className="break-words">{target}</bdi>
          </>
        )}
        {details.length > 0 && <p className="break-words text-faint text-xs">{details.join(' · ')}</p>}
      </td>
      <td className="whitespace-nowrap text-faint text-xs sm:py-2.5 sm:leading-5 max-sm:order-4 max-sm:text-right">
        {ip}
      </td>
    </tr>
  )
}
