'use client'

import { ArrowLeft, ArrowRight, Link2, RotateCw, Trash2, TriangleAlert, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useErrorText } from '#components/picture/use-error-text.ts'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { MenuGroup, MenuItem } from '#components/ui/menu-items.tsx'
import { isTransient } from '#lib/api-client.ts'
import { referenceUrls } from '#lib/references/client.ts'
import { REFERENCE_ROLES, type ReferenceRole } from '#lib/references/roles.ts'
import { itemName, type ReferenceItem } from './reference-list.ts'
import { useFileSize } from './use-file-size.ts'

interface ReferenceTileProps {
  item: ReferenceItem
  /** From 1, in the order the model sees; `null` for one that failed. */
  number: number | null
  count: number
  onMove: (by: number) => void
  onRole: (role: ReferenceRole | null) => void
  onRemove: () => void
  onRetry: () => void
}

/** Faults that the same picture would meet again. */
const FINAL = [
  'reference_unreadable',
  'reference_too_large',
  'reference_url_invalid',
  'reference_url_forbidden',
]

function FailedTile({ item, onRemove, onRetry }: ReferenceTileProps & { item: { state: 'failed' } }) {
  const t = useTranslations('references')
  const errorText = useErrorText()
  const { error } = item
  const retryable = isTransient(error) || !FINAL.includes(error.code)
  return (
    <div
      role="alert"
      className="flex h-14 w-72 max-w-full items-center gap-2 rounded bg-danger-soft py-1 pr-1 pl-2"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-danger" />
      <p className="line-clamp-3 min-w-0 flex-1 text-xs" title={errorText(error)}>
        {errorText(error)}
      </p>
      {retryable && (
        <Button size="sm" variant="plain" onClick={onRetry} aria-label={t('retry', { name: itemName(item) })}>
          <RotateCw aria-hidden className="size-3.5" />
        </Button>
      )}
      <IconButton size="sm" label={t('remove', { name: itemName(item) })} onClick={onRemove}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </div>
  )
}

/** The picture of a file that is still travelling, where the browser can draw its type. */
function usePreview(item: ReferenceItem): string | null {
  const file = item.state === 'adding' && item.source.from === 'file' ? item.source.file : null
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!file || !/^image\/(png|jpeg|webp|gif|avif)$/.test(file.type)) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (item.state === 'ready')
    return item.reference.kind === 'bytes' ? referenceUrls.thumb(item.reference.id) : null
  if (item.state === 'adding' && item.source.from === 'image')
    return `/api/images/${item.source.imageId}/thumb/320`
  return url
}

/** One reference: 56 pixels of it, its number, its size after encoding; its menu moves and removes it, keys too. */
export function ReferenceTile(props: ReferenceTileProps) {
  const { item, number, count, onMove, onRole, onRemove } = props
  const t = useTranslations('references')
  const size = useFileSize()
  const preview = usePreview(item)
  if (item.state === 'failed') return <FailedTile {...props} item={item} />

  const reference = item.state === 'ready' ? item.reference : null
  const bytes = reference?.bytes ?? null
  const caption = reference?.kind === 'url' ? t('link') : bytes === null ? '' : size(bytes)
  const name = itemName(item)
  const role = item.role ?? null

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by && event.shiftKey) onMove(by)
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
    else return
    event.preventDefault()
  }

  return (
    <div className="group/tile relative w-14">
      <Menu
        label={t('menu', { number: number ?? 0 })}
        trigger={(trigger) => (
          <button
            type="button"
            {...trigger}
            onKeyDown={onKeyDown}
            aria-busy={item.state !== 'ready'}
            aria-label={t('tile', { number: number ?? 0, name, role: role ?? 'none', size: caption })}
            data-tip={
              reference ? t('tip', { name, size: caption, converted: String(reference.converted) }) : name
            }
            data-keys="⇧ ← →"
            className="relative block size-14 overflow-hidden rounded-picture bg-sunk"
          >
            {preview && <img src={preview} alt="" draggable={false} className="size-full object-cover" />}
            {reference?.kind === 'url' && <Link2 aria-hidden className="m-auto size-5 text-muted" />}
            {item.state === 'adding' && (
              <span
                role="progressbar"
                aria-label={t('uploading', { name })}
                aria-valuenow={Math.round(item.share * 100)}
                className="absolute inset-x-0 bottom-0 h-1 bg-stage/60"
              >
                <span
                  className="block h-full origin-left bg-accent transition-transform"
                  style={{ transform: `scaleX(${item.share})` }}
                />
              </span>
            )}
            <span
              aria-hidden="true"
              className="absolute top-0 left-0 min-w-4 rounded-br bg-stage/80 px-1 text-center text-on-stage text-xs"
            >
              {number}
            </span>
          </button>
        )}
      >
        {(close) => (
          <>
            <MenuGroup label={t('role.label')}>
              {[null, ...REFERENCE_ROLES].map((choice) => (
                <MenuItem
                  key={choice ?? 'none'}
                  checked={choice === role}
                  onClick={() => {
                    onRole(choice)
                    close()
                  }}
                >
                  {t(`role.${choice ?? 'none'}`)}
                </MenuItem>
              ))}
            </MenuGroup>
            <hr className="my-1 border-line" />
            <MenuItem
              icon={<ArrowLeft aria-hidden className="size-4" />}
              keys="⇧ ←"
              disabled={number === 1}
              onClick={() => {
                onMove(-1)
                close()
              }}
            >
              {t('moveLeft')}
            </MenuItem>
            <MenuItem
              icon={<ArrowRight aria-hidden className="size-4" />}
              keys="⇧ →"
              disabled={number === count}
              onClick={() => {
                onMove(1)
                close()
              }}
            >
              {t('moveRight')}
            </MenuItem>
            <MenuItem
              icon={<Trash2 aria-hidden className="size-4" />}
              keys="Del"
              tone="danger"
              onClick={onRemove}
            >
              {t('removeShort')}
            </MenuItem>
          </>
        )}
      </Menu>
      <IconButton
        size="xs"
        variant="stage"
        tabIndex={-1}
        label={t('remove', { name })}
        onClick={onRemove}
        className="absolute top-0 right-0 opacity-0 group-hover/tile:opacity-100 pointer-coarse:hidden"
      >
        <X aria-hidden className="size-3" />
      </IconButton>
      <span
        aria-hidden="true"
        className={cx('block h-4 truncate text-center text-xs', role ? 'text-muted' : 'text-faint')}
      >
        {role ? t(`role.${role}`) : caption}
      </span>
    </div>
  )
}
