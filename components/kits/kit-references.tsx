import { ImagePlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { IMAGE_DRAG_TYPE, isReferenceDrag } from '#components/composer/drop-types.ts'
import { FilePicker } from '#components/composer/file-picker.tsx'
import { fileSources } from '#components/composer/file-sources.ts'
import type { ReferenceSource } from '#components/composer/reference-list.ts'
import { cx } from '#components/ui/cx.ts'
import { KIT_LIMITS } from '#lib/kits/limits.ts'
import type { KitContent } from '#lib/kits/schema.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { GalleryPicker } from './gallery-picker.tsx'
import { KitReferenceTile } from './kit-reference-tile.tsx'
import { useStoreReferences } from './use-store-references.ts'

type References = KitContent['references']

interface KitReferencesProps {
  references: References
  known: ReadonlyMap<string, ReferenceDto>
  mayEdit: boolean
  onChange: (change: (before: References) => References) => void
  onKnown: (reference: ReferenceDto) => void
}

function moved(references: References, referenceId: string, to: number): References {
  const item = references.find((each) => each.referenceId === referenceId)
  if (!item) return references
  return references.filter((each) => each !== item).toSpliced(to, 0, item)
}

/** What a drag brings: files, or a picture of the studio. */
function sourcesOf(event: DragEvent): ReferenceSource[] {
  const imageId = event.dataTransfer.getData(IMAGE_DRAG_TYPE)
  if (imageId) return [{ from: 'image', imageId }]
  return fileSources([...event.dataTransfer.files])
}

/** A kit's references in the order the model sees them: added, given roles, put in order and taken out. */
export function KitReferences({ references, known, mayEdit, onChange, onKnown }: KitReferencesProps) {
  const t = useTranslations('kits.edit.references')
  const list = useRef<HTMLOListElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [said, setSaid] = useState('')
  const { adding, store } = useStoreReferences((reference) => {
    onKnown(reference)
    onChange((before) => {
      const twin = before.some(({ referenceId }) => referenceId === reference.id)
      if (twin || before.length >= KIT_LIMITS.references) return before
      return [...before, { referenceId: reference.id, role: null }]
    })
  })
  const change = useRef(onChange)
  useEffect(() => {
    change.current = onChange
  }, [onChange])

  const many = references.length > 1
  useEffect(() => {
    const element = list.current
    if (!mayEdit || !many || !element) return
    let stop: (() => void) | undefined
    let gone = false
    void import('#components/composer/reference-drag.ts').then(({ makeSortable }) => {
      if (!gone) stop = makeSortable(element, (key, to) => change.current((before) => moved(before, key, to)))
    })
    return () => {
      gone = true
      stop?.()
    }
  }, [mayEdit, many])

  const move = (referenceId: string, to: number) => {
    if (to < 0 || to >= references.length) return
    onChange((before) => moved(before, referenceId, to))
    setSaid(t('moved', { place: to + 1, count: references.length }))
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-key="${referenceId}"] button`)?.focus(),
    )
  }
  const takes = (event: DragEvent) => {
    if (!mayEdit || !isReferenceDrag(event.dataTransfer.types)) return false
    event.preventDefault()
    return true
  }

  return (
    <section
      aria-label={t('title')}
      className={cx('flex flex-col gap-2 rounded', over && 'outline-2 outline-focus outline-offset-8')}
      onDragOver={(event) => takes(event) && setOver(true)}
      onDragLeave={(event) => {
        const to = event.relatedTarget
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        if (takes(event)) store(sourcesOf(event))
      }}
    >
      <h2 className="font-medium">{t('title')}</h2>
      <p className="text-muted text-xs">{mayEdit ? t('what') : t('whatView')}</p>
      {references.length > 0 && (
        <ol ref={list} aria-label={t('title')} className="flex flex-wrap gap-3">
          {references.map(({ referenceId, role }, place) => (
            <li
              key={referenceId}
              data-key={referenceId}
              className="data-[edge=after]:translate-x-1 data-[edge=before]:-translate-x-1 data-[dragging=true]:opacity-40"
            >
              <KitReferenceTile
                reference={known.get(referenceId)}
                role={role}
                place={place + 1}
                mayEdit={mayEdit}
                onRole={(next) =>
                  onChange((before) =>
                    before.map((each) => (each.referenceId === referenceId ? { ...each, role: next } : each)),
                  )
                }
                onMove={(by) => move(referenceId, place + by)}
                onRemove={() =>
                  onChange((before) => before.filter((each) => each.referenceId !== referenceId))
                }
              />
            </li>
          ))}
        </ol>
      )}
      {references.length === 0 && !mayEdit && <p className="text-muted">{t('none')}</p>}
      {mayEdit && references.length < KIT_LIMITS.references && (
        <div className="flex flex-wrap items-center gap-2 pt-1">
          <button
            type="button"
            onClick={() => picker.current?.click()}
            className="touch-target inline-flex h-8 items-center gap-2 rounded bg-sunk px-3 hover:bg-hover"
          >
            <ImagePlus aria-hidden className="size-4" />
            {t('choose')}
          </button>
          <FilePicker ref={picker} label={t('choose')} onChoose={store} />
          <GalleryPicker onChoose={(imageId) => store([{ from: 'image', imageId }])} />
          <span role="status" className="text-muted text-xs">
            {adding > 0 && t('adding', { count: adding })}
          </span>
        </div>
      )}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </section>
  )
}
