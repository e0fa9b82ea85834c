import { Trophy, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { cx } from '#components/ui/cx.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { ViewerItem } from '#components/viewer/viewer-item.ts'
import { ComparedPicture } from './compared-picture.tsx'
import type { SharedView } from './shared-view.ts'
import { ZoomArea } from './zoom-area.tsx'

interface SideBySideProps {
  items: readonly ViewerItem[]
  winner: string | null
  viewOf: (id: string) => SharedView
  onView: (id: string, next: (before: SharedView) => SharedView) => void
  onPick: (id: string) => void
  /** The pointer or the focus came to a picture; `null` where the pointer left it. */
  onPoint: (id: string | null) => void
  /** Takes it out of the comparison; `undefined` where only two are left. */
  onRemove: ((id: string) => void) | undefined
  pickKeys: string | undefined
}

/** Columns by the number of pictures, on a wide window; a phone has one, or two from three pictures on. */
const COLUMNS = ['', 'sm:grid-cols-1', 'sm:grid-cols-2', 'sm:grid-cols-3', 'sm:grid-cols-2 lg:grid-cols-4']

function columns(count: number): string {
  if (count === 4) return 'sm:grid-cols-2'
  return COLUMNS[count] ?? (count <= 6 ? 'sm:grid-cols-3' : count <= 8 ? 'sm:grid-cols-4' : 'sm:grid-cols-3')
}

/** All pictures at once, each on its stage. */
export function SideBySide(props: SideBySideProps) {
  const { items, winner, viewOf, onView, onPick, onPoint, onRemove, pickKeys } = props
  const t = useTranslations('compare')
  return (
    <ol
      aria-label={t('pictures')}
      className={cx(
        'grid min-h-0 flex-1 auto-rows-fr gap-0.5',
        items.length > 2 && 'max-sm:grid-cols-2',
        columns(items.length),
      )}
    >
      {items.map((item, place) => (
        <li
          key={item.id}
          data-compared={item.id}
          aria-label={t('picture', { place: place + 1, prompt: item.prompt.slice(0, 200) })}
          onPointerEnter={() => onPoint(item.id)}
          onPointerLeave={() => onPoint(null)}
          onFocus={() => onPoint(item.id)}
          className="group/stage relative min-h-0 min-w-0"
        >
          <ZoomArea
            pictures={[item]}
            view={viewOf(item.id)}
            onView={(next) => onView(item.id, next)}
            className="absolute inset-0"
          >
            {(placed) => <ComparedPicture item={item} {...placed(item)} />}
          </ZoomArea>
          {winner === item.id && (
            <span aria-hidden className="pointer-events-none absolute inset-0 border-3 border-accent" />
          )}
          <div className="absolute top-2 left-2 flex items-center gap-1">
            <span className="rounded-full bg-stage/70 px-2 py-0.5 text-on-stage text-xs">{place + 1}</span>
            <IconButton
              variant="stage"
              label={winner === item.id ? t('winner') : t('pick', { place: place + 1 })}
              keys={pickKeys}
              aria-pressed={winner === item.id}
              className={cx(
                winner === item.id
                  ? 'text-accent'
                  : 'opacity-0 focus-visible:opacity-100 group-focus-within/stage:opacity-100 group-hover/stage:opacity-100 pointer-coarse:opacity-100',
              )}
              onClick={() => onPick(item.id)}
            >
              <Trophy aria-hidden className="size-4" />
            </IconButton>
          </div>
          {onRemove && (
            <IconButton
              variant="stage"
              label={t('remove', { place: place + 1 })}
              className="absolute! top-2 right-2 opacity-0 focus-visible:opacity-100 group-focus-within/stage:opacity-100 group-hover/stage:opacity-100 pointer-coarse:opacity-100"
              onClick={() => onRemove(item.id)}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          )}
        </li>
      ))}
    </ol>
  )
}
