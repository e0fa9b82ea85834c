import { Bookmark, BookmarkPlus, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { useCommand } from '#components/commands/use-command.ts'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuItem } from '#components/ui/menu-items.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { ApiError } from '#lib/api-client.ts'
import { type LibraryQuery, librarySearch } from '#lib/library/query.ts'
import { useChangeSearch, useDeleteSearch, useRestoreSearch } from '#lib/searches/client.ts'
import type { SavedSearchDto } from '#lib/searches/schema.ts'
import { useSavedSearch } from './use-saved-search.ts'

const [SearchDialog, preloadDialog] = lazyDialog(() =>
  import('./search-dialog.tsx').then((module) => module.SearchDialog),
)

/** Saves what the gallery shows under a name; where it is a saved search, what can be done with that. */
export function SavedSearch({ query }: { query: LibraryQuery }) {
  const t = useTranslations('search.saved')
  const mayMake = useMayMake()
  const text = librarySearch(query).toString()
  const saved = useSavedSearch(text)
  const [dialog, setDialog] = useState<'new' | 'change' | null>(null)
  useCommand('saveSearch', () => setDialog('new'), mayMake && text !== '' && saved?.changed !== false)
  if (text === '' && dialog === null) return null
  return (
    <>
      {saved ? (
        <SavedSearchMenu
          {...saved}
          query={text}
          onChange={() => setDialog('change')}
          onSaveNew={() => setDialog('new')}
        />
      ) : (
        mayMake && (
          <Button
            variant="plain"
            aria-label={t('save')}
            data-tip={t('save')}
            onPointerEnter={preloadDialog}
            onFocus={preloadDialog}
            onClick={() => setDialog('new')}
          >
            <BookmarkPlus aria-hidden className="size-4" />
            <span className="max-md:hidden">{t('save')}</span>
          </Button>
        )
      )}
      {dialog !== null && (
        <SearchDialog
          {...(dialog === 'change' && saved && { search: saved.search })}
          query={text}
          name={query.text.trim()}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}

interface SavedSearchMenuProps {
  search: SavedSearchDto
  /** The gallery shows something else by now. */
  changed: boolean
  query: string
  onChange: () => void
  onSaveNew: () => void
}

function SavedSearchMenu({ search, changed, query, onChange, onSaveNew }: SavedSearchMenuProps) {
  const t = useTranslations('search.saved')
  const errorText = useErrorText()
  const mayMake = useMayMake()
  // As promises: this menu may be gone before the answer, or before it is undone.
  const { mutateAsync: changeSearch } = useChangeSearch()
  const { mutateAsync: deleteSearch } = useDeleteSearch()
  const { mutateAsync: restoreSearch } = useRestoreSearch()
  const fail = (error: ApiError) => showToast(errorText(error), { tone: 'danger' })
  const { id, name, can } = search

  const update = () => {
    const before = search.query
    const undo = () => void changeSearch({ id, query: before }).catch(fail)
    changeSearch({ id, query }).then(
      () => showToast(t('updated', { name }), { action: { label: t('undo'), run: undo } }),
      fail,
    )
  }
  const remove = () => {
    const undo = () => void restoreSearch({ id }).catch(fail)
    deleteSearch({ id }).then(
      () => showToast(t('deleted', { name }), { action: { label: t('undo'), run: undo } }),
      fail,
    )
  }
  const label = changed ? t('openedChanged', { name }) : t('opened', { name })
  const trigger = (props: object) => (
    <Button variant="plain" aria-label={label} data-tip={label} onPointerEnter={preloadDialog} {...props}>
      <Bookmark aria-hidden className={changed ? 'size-4' : 'size-4 fill-current'} />
      <span dir="auto" className="max-w-40 truncate max-md:hidden">
        {name}
      </span>
    </Button>
  )
  if (!mayMake || (!changed && !can.change && !can.delete)) {
    return (
      <span className="inline-flex h-8 min-w-0 items-center gap-1.5 px-3" data-tip={label}>
        <Bookmark role="img" aria-label={label} className="size-4 shrink-0 fill-current" />
        <span dir="auto" className="max-w-40 truncate max-md:hidden">
          {name}
        </span>
      </span>
    )
  }
  return (
    <Menu label={name} align="end" trigger={trigger}>
      {(close) => {
        const item = (run: () => void) => () => {
          close()
          run()
        }
        return (
          <>
            {changed && can.change && (
              <MenuItem icon={<RefreshCw className="size-4" />} onClick={item(update)}>
                {t('update')}
              </MenuItem>
            )}
            {changed && (
              <MenuItem icon={<BookmarkPlus className="size-4" />} onClick={item(onSaveNew)}>
                {t('saveNew')}
              </MenuItem>
            )}
            {can.change && (
              <MenuItem icon={<Pencil className="size-4" />} onClick={item(onChange)}>
                {t('rename')}
              </MenuItem>
            )}
            {can.delete && (
              <MenuItem icon={<Trash2 className="size-4" />} tone="danger" onClick={item(remove)}>
                {t('delete')}
              </MenuItem>
            )}
          </>
        )
      }}
    </Menu>
  )
}
