import { referenceUrls } from '#lib/references/client.ts'
import { MENTIONS_ID, mentionOptionId } from './mentions.ts'
import { itemName, type ReferenceItem } from './reference-list.ts'

interface MentionListProps {
  label: string
  numbers: readonly number[]
  active: number
  references: readonly ReferenceItem[]
  /** Pixels from the field's corner to the `@`. */
  at: { left: number; top: number }
  onChoose: (number: number) => void
}

/** The references that `@` may name, under the `@`. The field keeps the focus; arrows and Enter are handled there. */
export function MentionList({ label, numbers, active, references, at, onChoose }: MentionListProps) {
  return (
    <div
      id={MENTIONS_ID}
      role="listbox"
      aria-label={label}
      className="absolute z-10 max-h-60 w-56 max-w-full overflow-y-auto rounded bg-surface p-1 shadow-float"
      style={{ left: at.left, top: at.top }}
    >
      {numbers.map((number) => {
        const item = references[number - 1]
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys, as in every combobox
          <div
            key={number}
            id={mentionOptionId(number)}
            role="option"
            aria-selected={number === active}
            tabIndex={-1}
            // The field must not lose the focus to a click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(number)}
            className="flex cursor-pointer items-center gap-2 rounded p-1 hover:bg-sunk aria-selected:bg-sunk"
          >
            {item?.state === 'ready' && item.reference.kind === 'bytes' && (
              <img
                src={referenceUrls.thumb(item.reference.id)}
                alt=""
                className="size-8 rounded-picture object-cover"
              />
            )}
            <span className="font-medium">@{number}</span>
            <span className="truncate text-faint text-xs">{item && itemName(item)}</span>
          </div>
        )
      })}
    </div>
  )
}
