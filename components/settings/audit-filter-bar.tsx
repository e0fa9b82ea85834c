'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { AUDIT_ACTIONS, AUDIT_NOUNS } from '#lib/audit/actions.ts'
import { type AuditFilters, readAuditFilters, writeAuditFilters } from './audit-filters.ts'

interface AuditFilterBarProps {
  filters: AuditFilters
  people: PersonRef[]
  onChange: (filters: AuditFilters) => void
}

const FIELD = 'h-9 min-w-0 rounded bg-sunk px-2 max-sm:w-full max-sm:text-base'

/** Whose acts, which acts, and of which days. */
export function AuditFilterBar({ filters, people, onChange }: AuditFilterBarProps) {
  const t = useTranslations('audit')
  const change = (more: Partial<Record<keyof AuditFilters, string>>) => {
    const next = writeAuditFilters(filters)
    for (const [name, value] of Object.entries(more)) next.set(name, value)
    onChange(readAuditFilters(next))
  }
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-end">
      <Labelled label={t('filter.person')}>
        <select
          value={filters.person}
          onChange={(event) => change({ person: event.target.value })}
          className={`${FIELD} sm:max-w-44`}
        >
          <option value="">{t('filter.everybody')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={t('filter.action')}>
        <select
          value={filters.action}
          onChange={(event) => change({ action: event.target.value })}
          className={`${FIELD} sm:max-w-52`}
        >
          <option value="">{t('filter.everything')}</option>
          {AUDIT_NOUNS.map((noun) => (
            <optgroup key={noun} label={t(`noun.${noun}`)}>
              <option value={noun}>{t('filter.allOf', { noun: t(`noun.${noun}`) })}</option>
              {AUDIT_ACTIONS.filter((action) => action.startsWith(`${noun}.`)).map((action) => (
                <option key={action} value={action}>
                  {t(`action.${action}`)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Labelled>
      <Labelled label={t('filter.from')}>
        <DayField value={filters.from} max={filters.to || undefined} onChange={(from) => change({ from })} />
      </Labelled>
      <Labelled label={t('filter.to')}>
        <DayField value={filters.to} min={filters.from || undefined} onChange={(to) => change({ to })} />
      </Labelled>
    </div>
  )
}

function Labelled({ label, children }: { label: string; children: ComponentProps<'label'>['children'] }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what stands in it
    <label className="flex min-w-0 flex-col gap-1">
      <span className="text-muted text-xs">{label}</span>
      {children}
    </label>
  )
}

interface DayFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  onChange: (day: string) => void
}

function DayField({ onChange, ...props }: DayFieldProps) {
  return <input type="date" className={FIELD} onChange={(event) => onChange(event.target.value)} {...props} />
}
