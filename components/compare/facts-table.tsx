import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import { ReferenceStrip } from '#components/picture/reference-strip.tsx'
import { useFormat } from '#components/picture/use-format.ts'
import { cx } from '#components/ui/cx.ts'
import { Switch } from '#components/ui/switch.tsx'
import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { COMPARED, type Compared, differing, factsOf, promptParts } from './differences.ts'

/** The facts of compared pictures in a table, those that differ marked. */
export function FactsTable({ details }: { details: readonly ImageDetailDto[] }) {
  const t = useTranslations('compare')
  const [all, setAll] = useState(false)
  const facts = useMemo(() => details.map(factsOf), [details])
  const different = useMemo(() => differing(facts), [facts])
  const shown = COMPARED.filter((name) => all || different.has(name))
  return (
    <section aria-label={t('facts')} className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-medium">
          {different.size === 0 ? t('same') : t('differences', { count: different.size })}
        </h2>
        <Switch checked={all} onChange={setAll}>
          {t('showAll')}
        </Switch>
      </header>
      {shown.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-left text-sm">
            <thead>
              <tr>
                <td />
                {details.map(({ image }, place) => (
                  <th key={image.id} scope="col" className="min-w-40 px-2 py-1 font-medium">
                    {place + 1}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((name) => (
                <tr key={name} data-differs={different.has(name)} className="border-line border-t align-top">
                  <th scope="row" className="whitespace-nowrap py-2 pr-4 font-normal text-muted">
                    {t(`fact.${name}`)}
                  </th>
                  {details.map((detail, place) => (
                    <td
                      key={detail.image.id}
                      className={cx('px-2 py-2 wrap-anywhere', different.has(name) && 'bg-sunk/60')}
                    >
                      <Fact name={name} details={details} place={place} text={facts[place]?.[name] ?? ''} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

interface FactProps {
  name: Compared
  details: readonly ImageDetailDto[]
  place: number
  text: string
}

function Fact({ name, details, place, text }: FactProps): ReactNode {
  const t = useTranslations('compare')
  const format = useFormat()
  const detail = details[place]
  if (!detail) return null
  const { generation } = detail
  switch (name) {
    case 'prompt':
      return <PromptFact details={details} place={place} />
    case 'references':
      return generation.references.length === 0 ? (
        t('none')
      ) : (
        <ReferenceStrip references={generation.references} roles={generation.roles} />
      )
    case 'maker':
      return generation.person.name
    case 'made':
      return format.fullMoment(text)
    case 'took':
      return text === '' ? t('unknown') : format.duration(Number(text))
    case 'price':
      if (generation.sandbox) return t('free')
      return text === '' ? t('unknown') : format.price(Number(text))
    case 'ratio':
      return text === 'auto' ? t('auto') : text
    case 'tier':
      return text === '' ? t('model') : text
    case 'rating':
      return text === '' ? t('none') : t('stars', { count: Number(text) })
    default:
      return text === '' ? t('none') : text
  }
}

/** A prompt with the words marked that the others do not all have. */
function PromptFact({ details, place }: { details: readonly ImageDetailDto[]; place: number }) {
  const locale = useLocale()
  const parts = useMemo(
    () =>
      promptParts(
        details.map(({ generation }) => generation.prompt),
        locale,
      )[place] ?? [],
    [details, place, locale],
  )
  return (
    <p className="max-h-60 overflow-y-auto whitespace-pre-line">
      {parts.map(({ text, differs }, at) =>
        differs ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a prompt never move
          <mark key={at} className="rounded-picture bg-accent px-0.5 text-on-accent">
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </p>
  )
}
