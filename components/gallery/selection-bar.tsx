'use client'

import {
  ArrowLeft,
  ArrowRight,
  Columns2,
  Download,
  FolderPlus,
  Heart,
  ImageIcon,
  LayoutGrid,
  Minus,
  Share,
  Tag,
  Trash2,
  X,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { openAddToBoard } from '#components/boards/add-to-board-store.ts'
import { useMayMake } from '#components/boards/use-may-make.ts'
import { useCommandKeys } from '#components/commands/use-command.ts'
import { COMPARE } from '#components/compare/compare-ids.ts'
import { openTags, openZip } from '#components/marks/marks-store.ts'
import { useMarkActs } from '#components/marks/use-mark-acts.ts'
import { openShareDialog } from '#components/shares/share-store.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { PictureOrder } from './picture-order.ts'
import { SelectionAll } from './selection-all.tsx'
import { SelectionMore } from './selection-more.tsx'
import { SelectionRating } from './selection-rating.tsx'
import { clearSelection, whenChosen } from './selection-store.ts'
import { useLookCloser } from './use-look-closer.ts'

export interface SelectionBarProps {
  /** The chosen pictures, in the order they were chosen. */
  ids: readonly string[]
  /** All pictures of the list. */
  order: PictureOrder
  /** What can be done on the board that the list is; `undefined` for what this person may not do. */
  board?: {
    onRemove?: ((ids: readonly string[]) => void) | undefined
    onCover?: ((id: string) => void) | undefined
    onStep?: ((id: string, by: -1 | 1) => void) | undefined
  }
}

/**
 * What can be done with the chosen pictures; rises from the bottom edge. On a phone what is rarer is in a menu. Who only
 * looks can give hearts, compare, and take them along.
 */
export function SelectionBar({ ids, order, board = {} }: SelectionBarProps) {
  const t = useTranslations('selection')
  const marks = useTranslations('marks')
  const share = useTranslations('shares')
  const acts = useMarkActs()
  const mayMake = useMayMake()
  const keys = {
    board: useCommandKeys('picture.board'),
    share: useCommandKeys('picture.share'),
    favourite: useCommandKeys('picture.favourite'),
    tag: useCommandKeys('picture.tag'),
    compare: useCommandKeys('picture.compare'),
    sheet: useCommandKeys('picture.sheet'),
    download: useCommandKeys('picture.download'),
    trash: useCommandKeys('picture.trash'),
  }
  const [only] = ids.length === 1 ? ids : []
  const { onRemove, onCover, onStep } = board
  const comparable = ids.length >= COMPARE.min && ids.length <= COMPARE.max
  /** Of all that was asked for, also where some of it is still to come. */
  const withAll = (act: (all: readonly string[]) => void) => () => whenChosen(act)
  const closer = useLookCloser()
  const compare = () => closer.compare(ids)
  const sheet = withAll(closer.sheet)
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
        <SelectionAll chosen={ids.length} order={order} />
        <span className="contents max-sm:hidden">
          <IconButton
            label={marks('favourite')}
            keys={keys.favourite}
            onClick={withAll(acts.toggleFavourite)}
          >
            <Heart aria-hidden className="size-4" />
          </IconButton>
          {mayMake && (
            <>
              <SelectionRating onRate={(rating) => whenChosen((all) => acts.rate(all, rating))} />
              <IconButton label={marks('tag')} keys={keys.tag} onClick={withAll(openTags)}>
                <Tag aria-hidden className="size-4" />
              </IconButton>
            </>
          )}
        </span>
        {mayMake && (
          <Button
            variant="plain"
            data-keys={keys.board}
            data-tip={t('addToBoard')}
            onClick={withAll(openAddToBoard)}
          >
            <FolderPlus aria-hidden className="size-4" />
            <span className="max-lg:sr-only">{t('addToBoard')}</span>
          </Button>
        )}
        {mayMake && (
          <Button
            variant="plain"
            data-keys={keys.share}
            data-tip={share('share')}
            onClick={withAll((imageIds) => openShareDialog({ kind: 'images', imageIds }))}
          >
            <Share aria-hidden className="size-4" />
            <span className="max-lg:sr-only">{share('share')}</span>
          </Button>
        )}
        <span className="contents max-sm:hidden">
          <IconButton label={marks('zip')} keys={keys.download} onClick={withAll(openZip)}>
            <Download aria-hidden className="size-4" />
          </IconButton>
          {comparable && (
            <IconButton label={marks('compare')} keys={keys.compare} onClick={compare}>
              <Columns2 aria-hidden className="size-4" />
            </IconButton>
          )}
          <IconButton label={marks('contactSheet')} keys={keys.sheet} onClick={sheet}>
            <LayoutGrid aria-hidden className="size-4" />
          </IconButton>
        </span>
        {only && onStep && (
          <>
            <IconButton
              label={t('earlier')}
              keys="⇧ ←"
              disabled={order.idAt(0) === only}
              onClick={() => onStep(only, -1)}
            >
              <ArrowLeft aria-hidden className="size-4" />
            </IconButton>
            <IconButton
              label={t('later')}
              keys="⇧ →"
              disabled={order.idAt(order.count - 1) === only}
              onClick={() => onStep(only, 1)}
            >
              <ArrowRight aria-hidden className="size-4" />
            </IconButton>
          </>
        )}
        {only && onCover && (
          <IconButton
            label={t('cover')}
            onClick={() => {
              onCover(only)
              clearSelection()
            }}
          >
            <ImageIcon aria-hidden className="size-4" />
          </IconButton>
        )}
        {onRemove && (
          <IconButton label={t('remove')} onClick={withAll(onRemove)}>
            <Minus aria-hidden className="size-4" />
          </IconButton>
        )}
        {mayMake && (
          <span className="contents max-sm:hidden">
            <IconButton label={marks('trash')} keys={keys.trash} onClick={withAll(acts.trash)}>
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </span>
        )}
        <SelectionMore
          acts={acts}
          mayMake={mayMake}
          onCompare={comparable ? compare : undefined}
          onSheet={sheet}
        />
        <IconButton label={t('clear')} keys="Esc" onClick={clearSelection}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
    </section>
  )
}
