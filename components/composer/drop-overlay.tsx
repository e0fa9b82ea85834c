'use client'

import { useTranslations } from 'next-intl'
import { type DragEvent, useEffect } from 'react'
import { useDropzone } from 'react-dropzone'
import { modelProfile } from '#lib/models/catalogue.ts'
import { useComposerParts } from './composer-store.tsx'
import { draggedSources, fileSources } from './file-sources.ts'
import { numberedItems } from './reference-list.ts'

/** Over the whole window while something that can be a reference is dragged: says what a drop will do, and does it. */
export function DropOverlay({ onEnd }: { onEnd: () => void }) {
  const t = useTranslations('references.drop')
  const { state, addReferences } = useComposerParts()
  const { max } = modelProfile(state.form.model).references
  const free = max - numberedItems(state.references).length

  const { getRootProps, getInputProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    // What cannot be read is said on its tile, by name, not dropped in silence.
    onDrop: (files) => {
      addReferences(fileSources(files))
      onEnd()
    },
    onDragLeave: onEnd,
  })

  /** Pictures of the studio and of other pages come as text; files go on to the drop zone. */
  const onDropCapture = (event: DragEvent) => {
    const sources = draggedSources(event.dataTransfer)
    if (sources.length === 0 || sources[0]?.from === 'file') return
    event.preventDefault()
    event.stopPropagation()
    addReferences(sources)
    onEnd()
  }

  useEffect(() => {
    window.addEventListener('dragend', onEnd)
    window.addEventListener('blur', onEnd)
    return () => {
      window.removeEventListener('dragend', onEnd)
      window.removeEventListener('blur', onEnd)
    }
  }, [onEnd])

  return (
    <div
      {...getRootProps({ role: 'presentation', onDropCapture })}
      className="fixed inset-0 z-40 grid place-items-center bg-scrim p-6"
    >
      <input {...getInputProps({ 'aria-label': t('title') })} />
      <div className="pointer-events-none rounded-panel bg-surface px-8 py-6 text-center shadow-float">
        <p className="font-medium text-lg">{t('title')}</p>
        <p className="mt-1 text-muted">{t('what', { free, max })}</p>
      </div>
    </div>
  )
}
