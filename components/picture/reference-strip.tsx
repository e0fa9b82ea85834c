import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { usePlaceholder } from './use-placeholder.ts'

interface ReferenceStripProps {
  references: readonly ReferenceDto[]
  /** In their order. */
  roles: readonly (ReferenceRole | null)[]
  /** Their roles stand below them, not only in what is read out. */
  named?: boolean
}

/** References small and numbered, in the order the model saw them. */
export function ReferenceStrip({ references, roles, named = false }: ReferenceStripProps) {
  const t = useTranslations('feed')
  const roleName = useTranslations('references.role')
  const words = (reference: ReferenceDto, index: number) => {
    const role = roles[index]
    const name = role ? `${reference.name} (${roleName(role)})` : reference.name
    return { name, alt: t('reference', { place: index + 1, name }) }
  }
  if (references.length === 0) return null
  return (
    <ol aria-label={t('references')} className="flex flex-wrap gap-1">
      {references.map((reference, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same reference may stand twice, and the order is the meaning
        <li key={index} className="relative" data-tip={words(reference, index).name}>
          {reference.kind === 'url' ? (
            <span
              role="img"
              aria-label={words(reference, index).alt}
              className="grid size-9 place-items-center rounded-picture bg-sunk text-faint"
            >
              <Link2 aria-hidden className="size-4" />
            </span>
          ) : (
            <ReferenceThumb reference={reference} alt={words(reference, index).alt} />
          )}
          <span
            aria-hidden
            className="absolute top-5.5 left-0 min-w-3.5 rounded-picture bg-stage/75 px-0.5 text-center text-on-stage text-xs leading-3.5"
          >
            {index + 1}
          </span>
          {named && roles[index] && (
            <span aria-hidden className="block text-muted text-xs">
              {roleName(roles[index])}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

function ReferenceThumb({ reference, alt }: { reference: ReferenceDto; alt: string }) {
  const image = useRef<HTMLImageElement>(null)
  const placeholder = usePlaceholder(reference.thumbHash, image)
  return (
    <img
      ref={image}
      src={`/api/references/${reference.id}/thumb`}
      alt={alt}
      width={36}
      height={36}
      loading="lazy"
      decoding="async"
      className="size-9 rounded-picture bg-center bg-cover bg-sunk object-cover"
      style={placeholder ? { backgroundImage: `url(${placeholder})` } : undefined}
    />
  )
}
