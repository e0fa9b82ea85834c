'use client'

import { Archive, Ellipsis, Share } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Avatar } from '#components/people/avatar.tsx'
import { openShareDialog } from '#components/shares/share-store.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { lazyDialog } from '#components/ui/lazy-dialog.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { Popover } from '#components/ui/popover.tsx'
import { BOARD_ACCESS, BOARD_LIMITS, BOARD_SORTS } from '#lib/boards/limits.ts'
import type { BoardDto } from '#lib/boards/schema.ts'
import { ACCESS_ICONS, AccessChoice } from './access-choice.tsx'
import { BoardMenuItems } from './board-menu-items.tsx'
import { InPlace } from './in-place.tsx'
import { useBoardActions } from './use-board-actions.ts'

const [TransferBoard] = lazyDialog(() =>
  import('./transfer-board.tsx').then((module) => module.TransferBoard),
)

/** What a board is, whose and for whom, and what can be done with it; edited where it stands. */
export function BoardHeader({ board }: { board: BoardDto }) {
  const t = useTranslations('boards.page')
  const share = useTranslations('shares')
  const actions = useBoardActions(board)
  const [transferring, setTransferring] = useState(false)
  const { can } = board
  return (
    <header className="flex flex-col gap-3 px-4 pt-4 pb-4 sm:px-6">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          {can.manage ? (
            <>
              <h1 className="sr-only">{board.name}</h1>
              <InPlace
                label={t('name')}
                value={board.name}
                maxLength={BOARD_LIMITS.nameChars}
                onKeep={(name) => actions.change({ name })}
                className="text-lg"
              />
              <InPlace
                label={t('description')}
                placeholder={t('describe')}
                value={board.description}
                maxLength={BOARD_LIMITS.descriptionChars}
                lines
                mayBeEmpty
                onKeep={(description) => actions.change({ description })}
                className="max-w-prose resize-none py-0.5 text-muted"
              />
            </>
          ) : (
            <>
              <h1 dir="auto" className="text-lg wrap-anywhere">
                {board.name}
              </h1>
              <p dir="auto" className="max-w-prose whitespace-pre-line text-muted wrap-anywhere">
                {board.description}
              </p>
            </>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-1">
          <AccessChip board={board} onChange={(access) => actions.change({ access })} />
          <SortSwitch board={board} onChange={(sort) => actions.change({ sort })} />
          {can.manage && (
            <Button
              variant="plain"
              onClick={() => openShareDialog({ kind: 'board', boardId: board.id, name: board.name })}
            >
              <Share aria-hidden className="size-4" />
              {share('share')}
            </Button>
          )}
          {can.manage && (
            <Menu
              label={t('more')}
              align="end"
              trigger={(props) => (
                <IconButton {...props} label={t('more')}>
                  <Ellipsis aria-hidden className="size-4" />
                </IconButton>
              )}
            >
              {(close) => (
                <BoardMenuItems
                  board={board}
                  actions={actions}
                  onTransfer={() => setTransferring(true)}
                  close={close}
                />
              )}
            </Menu>
          )}
        </div>
      </div>
      <p className="flex items-center gap-2 text-muted text-xs">
        <Avatar person={board.owner} size={20} />
        <span>{board.owner.name}</span>
        <span aria-hidden>·</span>
        <span>{t('count', { count: board.count })}</span>
      </p>
      {board.archivedAt !== null && (
        <p className="flex flex-wrap items-center gap-2 rounded bg-sunk px-3 py-2">
          <Archive aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="flex-1">{t('archived')}</span>
          {can.manage && (
            <Button size="sm" className="bg-hover" onClick={actions.unarchive}>
              {t('unarchive')}
            </Button>
          )}
        </p>
      )}
      {transferring && <TransferBoard board={board} onClose={() => setTransferring(false)} />}
    </header>
  )
}

interface PartProps<Value> {
  board: BoardDto
  onChange: (value: Value) => void
}

/** Who sees and changes it; a choice for those who manage it. */
function AccessChip({ board, onChange }: PartProps<BoardDto['access']>) {
  const t = useTranslations('boards.access')
  const Icon = ACCESS_ICONS[board.access]
  const name = t(`${board.access}.name`)
  if (!board.can.manage) {
    return (
      <span className="inline-flex h-8 items-center gap-1.5 px-2 text-muted">
        <Icon aria-hidden className="size-4" />
        {name}
      </span>
    )
  }
  // Whoever is not its owner would lose sight of it.
  const options = board.can.hide ? BOARD_ACCESS : BOARD_ACCESS.filter((access) => access !== 'private')
  return (
    <Popover
      label={t('label')}
      align="end"
      className="p-1 sm:w-80"
      trigger={(props) => (
        <Button {...props} variant="plain" aria-label={t('chip', { access: name })}>
          <Icon aria-hidden className="size-4" />
          {name}
        </Button>
      )}
    >
      {(close) => (
        <AccessChoice value={board.access} onChange={onChange} onSettle={close} options={options} />
      )}
    </Popover>
  )
}

/** The board's one order, for everybody: by hand or newest first. */
function SortSwitch({ board, onChange }: PartProps<BoardDto['sort']>) {
  const t = useTranslations('boards.sort')
  if (!board.can.edit) return null
  return (
    <fieldset className="flex gap-0.5">
      <legend className="sr-only">{t('label')}</legend>
      {BOARD_SORTS.map((sort) => (
        <label
          key={sort}
          className="flex h-8 cursor-pointer items-center rounded px-2.5 text-muted hover:text-ink has-checked:bg-sunk has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={`sort-${board.id}`}
            checked={board.sort === sort}
            onChange={() => onChange(sort)}
            className="sr-only"
          />
          {t(sort)}
        </label>
      ))}
    </fieldset>
  )
}
