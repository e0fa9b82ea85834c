import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { REFERENCE_ROLES, type ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { ReferenceImage } from './kit-thumbs.tsx'

interface KitReferenceTileProps {
  /** Left out while it is not known. */
  reference: ReferenceDto | undefined
  role: ReferenceRole | null
  /** From 1. */
  place: number
  mayEdit: boolean
  onRole: (role: ReferenceRole | null) => void
  onMove: (by: number) => void
  onRemove: () => void
}

/** One reference of a kit: its picture, its place and its role. Shift and the arrows move it, Delete takes it out. */
export function KitReferenceTile(props: KitReferenceTileProps) {
  const { reference, role, place, mayEdit, onRole, onMove, onRemove } = props
  const t = useTranslations('kits.edit.references')
  const roles = useTranslations('references.role')
  const name = reference?.name ?? ''
  const picture = (
    <>
      {reference && <ReferenceImage reference={reference} />}
      <span
        aria-hidden="true"
        className="absolute top-0 left-0 min-w-4 rounded-br bg-stage/80 px-1 text-center text-on-stage text-xs"
      >
        {place}
      </span>
    </>
  )
  const frame = 'relative block size-28 overflow-hidden rounded-picture bg-sunk'
  if (!mayEdit) {
    return (
      <figure className="w-28">
        <span role="img" aria-label={t('tile', { place, name })} className={frame}>
          {picture}
        </span>
        <figcaption className="pt-1 text-muted text-xs">{roles(role ?? 'none')}</figcaption>
      </figure>
    )
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by && event.shiftKey) onMove(by)
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
    else return
    event.preventDefault()
  }
  return (
    <div className="group/tile relative w-28">
      <button
        type="button"
        aria-label={t('tile', { place, name })}
        data-tip={name}
        data-keys="⇧ ← →"
        onKeyDown={onKeyDown}
        className={frame}
      >
        {picture}
      </button>
      <IconButton
        size="sm"
        variant="stage"
        label={t('remove', { name })}
        onClick={onRemove}
        className="absolute top-0 right-0 opacity-0 group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 pointer-coarse:opacity-100"
      >
        <X aria-hidden className="size-3.5" />
      </IconButton>
      <select
        aria-label={t('role', { place })}
        value={role ?? ''}
        onChange={(event) => onRole(REFERENCE_ROLES.find((each) => each === event.target.value) ?? null)}
        className="mt-1 h-8 w-full rounded bg-sunk px-1 text-xs outline-offset-0 max-sm:text-base"
      >
        <option value="">{roles('none')}</option>
        {REFERENCE_ROLES.map((each) => (
          <option key={each} value={each}>
            {roles(each)}
          </option>
        ))}
      </select>
    </div>
  )
}
