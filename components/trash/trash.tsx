'use client'

import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { EndlessEnd } from '#components/feed/endless-end.tsx'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { Button } from '#components/ui/button.tsx'
import { ChoiceGrid } from '#components/ui/choice-grid.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { may } from '#lib/accounts/roles.ts'
import { ApiError } from '#lib/api-client.ts'
import { type TrashScope, useTrash } from '#lib/trash/client.ts'
import { TrashTile } from './trash-tile.tsx'
import { useTrashActs } from './use-trash-acts.ts'

const SCOPES = ['mine', 'team'] as const satisfies readonly TrashScope[]

const [ConfirmDialog] = lazyDialog(() =>
  import('#components/ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
)

/** What was deleted and can still be taken back; for admins the team's as well. */
export function Trash({ days }: { days: number }) {
  const t = useTranslations('trash')
  const { me } = useStudioFacts()
  const [scope, setScope] = useState<TrashScope>('mine')
  return (
    <div className="mx-auto flex max-w-300 flex-col gap-4 px-4 pt-6 pb-24 sm:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div>
          <h1 className="text-lg">{t('title')}</h1>
          <p className="text-muted">{t('about', { days })}</p>
        </div>
        {may(me.role, 'administer') && (
          <ChoiceGrid label={t('scope')} options={SCOPES} value={scope} onChange={setScope} columns={2}>
            {(option) => (
              <span className="block whitespace-nowrap px-3 py-1.5 text-center">{t(`scopes.${option}`)}</span>
            )}
          </ChoiceGrid>
        )}
      </div>
      <Pictures key={scope} scope={scope} />
    </div>
  )
}

function Pictures({ scope }: { scope: TrashScope }) {
  const t = useTranslations('trash')
  const errorText = useErrorText()
  const trash = useTrash(scope)
  const acts = useTrashActs(scope)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  /** What the dialog asks about: as it was pressed, whatever becomes of the list behind it. Without ids, everything. */
  const [asking, setAsking] = useState<{ ids: string[] | undefined; count: number } | null>(null)

  const items = trash.data?.pages.flatMap((page) => page.items) ?? []
  const count = trash.data?.pages.at(-1)?.count ?? 0
  // What left meanwhile is not chosen any more.
  const there = items.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  const some = there.length > 0

  useEffect(() => {
    if (!some) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) setChosen(new Set())
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [some])

  if (trash.isPending) {
    return (
      <p role="status" className="text-faint">
        {t('loading')}
      </p>
    )
  }
  if (!trash.data) {
    const error = trash.error instanceof ApiError ? trash.error : new ApiError('unreadable', 0)
    return (
      <div role="alert" className="flex flex-col items-start gap-3">
        <p className="max-w-prose text-muted">{errorText(error)}</p>
        <Button onClick={() => void trash.refetch()}>{t('retry')}</Button>
      </div>
    )
  }
  if (items.length === 0) return <Empty />

  const toggle = (id: string, range: boolean) => {
    const ids = items.map((item) => item.id)
    const from = last === null ? -1 : ids.indexOf(last)
    const to = ids.indexOf(id)
    const next = new Set(chosen)
    if (range && from !== -1) {
      for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one)
    } else if (!next.delete(id)) next.add(id)
    setLast(id)
    setChosen(next)
  }
  // What could not be done may be tried again with the same pictures.
  const after = (done: boolean) => {
    if (done) setChosen(new Set())
  }
  return (
    <>
      <div className="sticky top-0 z-10 -mx-4 flex flex-wrap items-center gap-2 bg-bg px-4 py-2 sm:-mx-6 sm:px-6">
        <p aria-live="polite" className="mr-auto text-muted">
          {some ? t('chosen', { count: there.length }) : t('count', { count })}
        </p>
        <Button disabled={acts.busy} onClick={() => void acts.restore(some ? there : undefined).then(after)}>
          {some ? t('restore', { count: there.length }) : t('restoreAll')}
        </Button>
        <Button
          variant="danger"
          disabled={acts.busy}
          onClick={() => setAsking(some ? { ids: there, count: there.length } : { ids: undefined, count })}
        >
          {some ? t('delete', { count: there.length }) : t('empty')}
        </Button>
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(120px,1fr))] gap-x-2 gap-y-4 sm:grid-cols-[repeat(auto-fill,minmax(168px,1fr))]">
        {items.map((item) => (
          <TrashTile
            key={item.id}
            item={item}
            now={trash.dataUpdatedAt}
            chosen={chosen.has(item.id)}
            onToggle={(range) => toggle(item.id, range)}
            maker={scope === 'team' ? item.person.name : null}
          />
        ))}
      </ul>
      <EndlessEnd query={trash} />
      {asking && (
        <ConfirmDialog
          title={t('confirm.title', { count: asking.count })}
          action={t('confirm.action')}
          cancel={t('confirm.cancel')}
          onConfirm={() => void acts.deleteForGood(asking.ids).then(after)}
          onClose={() => setAsking(null)}
        >
          {t('confirm.text')}
        </ConfirmDialog>
      )}
    </>
  )
}

function Empty() {
  const t = useTranslations('trash')
  return (
    <div className="mx-auto flex min-h-[50dvh] max-w-90 flex-col items-center justify-center gap-3 text-center">
      <Trash2 aria-hidden className="mb-2 size-10 text-faint" strokeWidth={1.25} />
      <p className="text-lg">{t('nothing')}</p>
    </div>
  )
}
