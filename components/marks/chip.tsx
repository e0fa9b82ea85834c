import { X } from 'lucide-react'

interface ChipProps {
  tag: string
  /** How many bear it, where not all do. */
  note?: string | null
  label: string
  /** Left out, it stays. */
  onRemove?: (() => void) | undefined
}

/** A tag with the way to take it away. */
export function Chip({ tag, note, label, onRemove }: ChipProps) {
  return (
    <li className="flex h-7 max-w-full items-center rounded bg-sunk pl-2">
      <span dir="auto" className="truncate">
        {tag}
      </span>
      {note && <span className="shrink-0 pl-1.5 text-faint text-xs tabular-nums">{note}</span>}
      {onRemove ? (
        <button
          type="button"
          aria-label={label}
          data-tip={label}
          onClick={onRemove}
          className="touch-target grid size-7 shrink-0 place-items-center rounded text-muted hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : (
        <span className="w-2" />
      )}
    </li>
  )
}
