import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import { Thumb } from '#components/picture/thumb.tsx'
import type { TrashItemDto } from '#lib/trash/schema.ts'

const DAY_MS = 24 * 60 * 60 * 1000

interface TrashTileProps {
  item: TrashItemDto
  /** Milliseconds of when the list was asked for. */
  now: number
  chosen: boolean
  /** `range` where Shift was held. */
  onToggle: (range: boolean) => void
  /** Whose it was, where the whole team's are on show. */
  maker: string | null
}

/** A picture in the trash: a press chooses it; below it when it will be gone. */
export function TrashTile({ item, now, chosen, onToggle, maker }: TrashTileProps) {
  const t = useTranslations('trash')
  const days = Math.max(0, Math.ceil((Date.parse(item.leavesAt) - now) / DAY_MS))
  const leaves = t('leaves', { days })
  return (
    <li className="flex flex-col gap-1">
      <button
        type="button"
        aria-pressed={chosen}
        onClick={(event: MouseEvent) => onToggle(event.shiftKey)}
        className="relative block aspect-square w-full overflow-hidden rounded-picture bg-sunk"
      >
        {/* Not as a label, which would have to hold what is drawn in the picture's place. */}
        <span className="sr-only">{t('choose', { prompt: item.prompt, leaves })}</span>
        {item.status === 'succeeded' ? (
          <Thumb
            id={item.id}
            width={item.width}
            height={item.height}
            thumbHash={item.thumbHash}
            alt=""
            sizes="200px"
          />
        ) : (
          <span className="grid size-full place-items-center p-2 text-center text-muted text-xs">
            {t(`status.${item.status}`)}
          </span>
        )}
        {chosen && (
          <span aria-hidden className="absolute inset-0 border-3 border-accent">
            <span className="absolute top-1.5 left-1.5 grid size-5 place-items-center rounded-full bg-accent text-on-accent">
              <Check className="size-3.5" />
            </span>
          </span>
        )}
      </button>
      <p className="truncate text-faint text-xs">
        {leaves}
        {maker !== null && <bdi> · {maker}</bdi>}
      </p>
    </li>
  )
}
