'use client'

import { useEffect, useState } from 'react'
import { lazily } from '#components/ui/lazily.tsx'
import { useComposerParts } from './composer-store.tsx'
import { isReferenceDrag } from './drop-types.ts'
import { draggedSources, fileSources, pictureAddress } from './file-sources.ts'

const [DropOverlay] = lazily(() => import('./drop-overlay.tsx').then((module) => module.DropOverlay))

/** The whole window takes pictures: dropped (the overlay is loaded by the first drag that brings some) or pasted. */
export function DropZone() {
  const { addReferences } = useComposerParts()
  const [dragging, setDragging] = useState(false)

  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (event.dataTransfer && isReferenceDrag(event.dataTransfer.types)) setDragging(true)
    }
    // Until the overlay is there, a drop must not make the browser leave for the file.
    const over = (event: DragEvent) => {
      if (event.dataTransfer && isReferenceDrag(event.dataTransfer.types)) event.preventDefault()
    }
    // What is let go before the overlay is there; it keeps for itself what is dropped on it.
    const drop = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer) return
      setDragging(false)
      const sources = draggedSources(event.dataTransfer)
      if (sources.length === 0) return
      event.preventDefault()
      addReferences(sources)
    }
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith('image/'))
      const url = pictureAddress(event.clipboardData?.getData('text/plain') ?? '')
      const intoField = event.target instanceof Element && event.target.closest('input') !== null
      if (intoField || (files.length === 0 && url === null)) return
      event.preventDefault()
      addReferences(
        files.length > 0 ? fileSources(files) : [{ from: 'url', input: { url: url ?? '', mode: 'fetch' } }],
      )
    }
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragover', over)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragenter', enter)
      document.removeEventListener('dragover', over)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [addReferences])

  return dragging ? <DropOverlay onEnd={() => setDragging(false)} /> : null
}
