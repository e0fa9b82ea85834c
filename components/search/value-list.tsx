import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, useId, useState } from 'react'
import { RatioShape } from '#components/composer/ratio-shape.tsx'
import { Button } from '#components/ui/button.tsx'
import type { LibraryQuery } from '#lib/library/query.ts'
import { RATIO_CHOICES } from '#lib/models/catalogue.ts'
import { type Filter, toggled } from './filters.ts'
import { changeQuery } from './query-address.ts'
import { type FilterValue, useFilterValues } from './use-filter-values.ts'

/** From so many values on they can be narrowed by typing. */
const MANY = 9

interface ValueListProps {
  filter: Exclude<Filter, 'date'>
  query: LibraryQuery
}

/** Arrows go from one value to the next, as in a menu; Tab leaves. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const inputs = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input')]
  const at = inputs.findIndex((input) => input.matches(':focus'))
  event.preventDefault()
  inputs[(at + step + inputs.length) % inputs.length]?.focus()
}

/** The values of one filter with how many pictures each leaves; a press takes one up or lets it go. */
export function ValueList({ filter, query }: ValueListProps) {
  const t = useTranslations('search')
  const { values, isPending, isError, refetch } = useFilterValues(filter, query, true)
  const [words, setWords] = useState('')
  if (isPending && values.length === 0) {
    return (
      <p role="status" className="px-2 py-1.5 text-muted">
        {t('counting')}
      </p>
    )
  }
  if (isError && values.length === 0) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2 px-2 py-1.5">
        <p className="text-muted">{t('notCounted')}</p>
        <Button onClick={() => void refetch()}>{t('retry')}</Button>
      </div>
    )
  }
  if (values.length === 0) return <p className="px-2 py-1.5 text-muted">{t(`none.${filter}`)}</p>
  const wanted = words.trim().toLocaleLowerCase()
  const shown = values.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  return (
    // biome-ignore lint/a11y/useSemanticElements: the popover around it has the name a fieldset would repeat
    <div role="group" aria-label={t(`filter.${filter}`)} onKeyDown={moveFocus} className="flex flex-col">
      {values.length > MANY && (
        <input
          aria-label={t('narrow')}
          placeholder={t('narrow')}
          value={words}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setWords(event.target.value)}
          className="mb-1 h-9 rounded bg-sunk px-2 outline-offset-0 max-sm:text-base"
        />
      )}
      {shown.map((value) => (
        <ValueRow
          key={value.value}
          filter={filter}
          value={value}
          focused={values.length <= MANY && value === shown[0]}
          onToggle={() => changeQuery(query, (now) => toggled(now, filter, value.value))}
        />
      ))}
      {shown.length === 0 && <p className="px-2 py-1.5 text-muted">{t('noneNamed')}</p>}
    </div>
  )
}

interface ValueRowProps {
  filter: Exclude<Filter, 'date'>
  value: FilterValue
  focused: boolean
  onToggle: () => void
}

function ValueRow({ filter, value, focused, onToggle }: ValueRowProps) {
  const format = useFormatter()
  const id = useId()
  const ratio = filter === 'ratio' ? RATIO_CHOICES.find((choice) => choice === value.value) : undefined
  return (
    <label
      htmlFor={id}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 focus-within:bg-sunk hover:bg-sunk max-sm:min-h-11"
    >
      <input
        id={id}
        type="checkbox"
        checked={value.chosen}
        onChange={onToggle}
        data-autofocus={focused || undefined}
        className="size-4 shrink-0 accent-ink"
      />
      {ratio && <RatioShape ratio={ratio} box={16} />}
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {value.name}
      </span>
      <span className="shrink-0 text-faint text-xs">{format.number(value.count ?? 0)}</span>
    </label>
  )
}
