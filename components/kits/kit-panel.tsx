import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useComposerParts } from '#components/composer/composer-store.tsx'
import { AreaLink } from '#components/shell/area-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { kitPath, useKitOfRun, useKits } from '#lib/kits/client.ts'
import type { KitDto } from '#lib/kits/schema.ts'
import { KitFromComposer } from './kit-from-composer.tsx'
import { KitThumbs } from './kit-thumbs.tsx'
import { PanelSearch } from './panel-search.tsx'
import { withKit, withoutKit } from './with-kit.ts'

/** How many kits need a search field. */
const MANY = 6

/** The team's kits, each applied with one click; what is applied; and a new one from what the composer holds. */
export function KitPanel({ close }: { close: () => void }) {
  const t = useTranslations('kits.chip')
  const { state, changeUndoably } = useComposerParts()
  const kits = useKits()
  const [search, setSearch] = useState('')
  const kit = useKitOfRun(state.form.kit)
  const applied = state.form.kit ? kit.data : undefined
  const offered = kits.data?.filter(({ archived }) => !archived) ?? []
  const wanted = search.trim().toLocaleLowerCase()
  const shown = offered.filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
  const newer = applied && offered.find(({ id, version }) => id === applied.id && version > applied.version)

  const apply = (next: KitDto) => {
    changeUndoably(t('applied', { kit: next.name }), (held) => withKit(held, next, applied))
    close()
  }
  const remove = () => {
    changeUndoably(t('removed'), (held) => withoutKit(held, applied))
    close()
  }

  return (
    <div className="flex flex-col gap-3">
      {state.form.kit && (
        <div className="flex flex-wrap items-center gap-2 border-line border-b pb-3">
          <p className="min-w-0 flex-1">
            <span dir="auto" className="block truncate font-medium">
              {applied ? (
                <AreaLink href={kitPath(applied.id)} className="hover:underline">
                  {applied.name}
                </AreaLink>
              ) : (
                t('unnamed')
              )}
            </span>
            {applied && (
              <span className="text-faint text-xs">{t('version', { version: applied.version })}</span>
            )}
          </p>
          {newer && <Button onClick={() => apply(newer)}>{t('newer', { version: newer.version })}</Button>}
          <Button variant="plain" onClick={remove}>
            {t('remove')}
          </Button>
        </div>
      )}
      {offered.length > MANY && <PanelSearch label={t('search')} value={search} onChange={setSearch} />}
      {shown.length > 0 ? (
        <ul aria-label={t('list')} className="-mx-1 flex max-h-72 flex-col overflow-y-auto">
          {shown.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                aria-pressed={each.id === state.form.kit?.id}
                onClick={() => apply(each)}
                className="flex w-full items-center gap-3 rounded p-1 text-left hover:bg-sunk aria-pressed:bg-sunk"
              >
                <KitThumbs references={each.references} className="size-10 shrink-0" />
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="block truncate">
                    {each.name}
                  </span>
                  <span className="block truncate text-faint text-xs">
                    {t('facts', { references: each.references.length, owner: each.owner.name })}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p role={kits.isError ? 'alert' : 'status'} className="text-muted">
          {kits.isPending
            ? t('loading')
            : kits.isError
              ? t('failed')
              : offered.length > 0
                ? t('nothing')
                : t('empty')}
        </p>
      )}
      <div className="flex flex-col gap-2 border-line border-t pt-3">
        <KitFromComposer close={close} />
        <AreaLink href="/kits" className="w-fit text-muted underline-offset-4 hover:text-ink hover:underline">
          {t('all')}
        </AreaLink>
      </div>
    </div>
  )
}
