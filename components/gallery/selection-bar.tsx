'use client'

import { ArrowLeft, ArrowRight, FolderPlus, ImageIcon, Minus, Share, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { openShareDialog } from '#components/shares/share-store.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { clearSelection } from './selection-store.ts'

export interface SelectionBarProps {
  /** The chosen pictures, in the order they were chosen. */
  ids: readonly string[]
  /** All pictures of the list. */
  order: readonly string[]
  /** What can be done on the board that the list is; `undefined` for what this person may not do. */
  board?: {
    onRemove?: ((ids: readonly string[]) => void) | undefined
    onCover?: ((id: string) => void) | undefined
    onStep?: ((id: string, by: -1 | 1) => void) | undefined
  }
}

/** What can be done with the chosen pictures; rises from the bottom edge. */
export function SelectionBar({ ids, order, board = {} }: SelectionBarProps) {
  const t = useTranslations('selection')
  const share = useTranslations('shares')
  const [only] = ids.length === 1 ? ids : []
  const { onRemove, onCover, onStep } = board
  return (
    <section
      aria-label={t('label')}
      data-selection-bar
      className="selection-bar pointer-events-none fixed right-0 bottom-(--bottom-bar) left-(--rail) z-20 flex justify-center p-2 sm:pb-4"
    >
      <div className="pointer-events-auto flex max-w-full items-center gap-1 overflow-x-auto rounded-panel bg-surface p-1.5 shadow-float max-sm:w-full">
        <p aria-live="polite" className="shrink-0 px-2 font-medium max-sm:flex-1">
          {t('count', { count: ids.length })}
        </p>
        <Button variant="plain" data-keys="B" data-tip={t('addToBoard')} onClick={() => openAddToBoard(ids)}>
          <FolderPlus aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{t('addToBoard')}</span>
        </Button>
        <Button
          variant="plain"
          data-keys="S"
          data-tip={share('share')}
          onClick={() => openShareDialog({ kind: 'images', imageIds: ids })}
        >
          <Share aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{share('share')}</span>
        </Button>
        {only && onStep && (
          <>
            <IconButton
              label={t('earlier')}
              keys="⇧ ←"
              disabled={order[0] === only}
              onClick={() => onStep(only, -1)}
            >
              <ArrowLeft aria-hidden className="size-4" />
            </IconButton>
            <IconButton
              label={t('later')}
              keys="⇧ →"
              disabled={order.at(-1) === only}
              onClick={() => onStep(only, 1)}
            >
              <ArrowRight aria-hidden className="size-4" />
            </IconButton>
          </>
        )}
        {only && onCover && (
          <Button
            variant="plain"
            data-tip={t('cover')}
            onClick={() => {
              onCover(only)
              clearSelection()
            }}
          >
            <ImageIcon aria-hidden className="size-4" />
            <span className="max-sm:sr-only">{t('cover')}</span>
          </Button>
        )}
        {onRemove && (
          <Button variant="plain" data-tip={t('remove')} onClick={() => onRemove(ids)}>
            <Minus aria-hidden className="size-4" />
            <span className="max-sm:sr-only">{t('remove')}</span>
          </Button>
        )}
        <IconButton label={t('clear')} keys="Esc" onClick={clearSelection}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
    </section>
  )
}
