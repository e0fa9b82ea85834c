import { Link2 } from 'lucide-react'
import { cx } from '#components/ui/cx.ts'
import { referenceUrls } from '#lib/references/client.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'

/** A kit's first pictures, side by side; a quiet field where it has none. */
export function KitThumbs({
  references,
  className,
}: {
  references: readonly ReferenceDto[]
  className: string
}) {
  const shown = references.slice(0, 4)
  return (
    <span
      aria-hidden="true"
      className={cx(
        'grid gap-0.5 overflow-hidden rounded-picture bg-sunk',
        shown.length > 1 && 'grid-cols-2',
        className,
      )}
    >
      {shown.map((reference, place) => (
        <span
          key={reference.id}
          className={cx('min-h-0 min-w-0 overflow-hidden', shown.length === 3 && place === 0 && 'row-span-2')}
        >
          <ReferenceImage reference={reference} />
        </span>
      ))}
    </span>
  )
}

/** A reference's picture; what is only an address shows that. */
export function ReferenceImage({ reference }: { reference: ReferenceDto }) {
  if (reference.kind === 'url') {
    return (
      <span className="grid size-full place-items-center bg-sunk text-faint">
        <Link2 aria-hidden className="size-4" />
      </span>
    )
  }
  return (
    <img
      src={referenceUrls.thumb(reference.id)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      className="size-full object-cover"
    />
  )
}
