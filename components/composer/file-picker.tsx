import type { RefObject } from 'react'
import { REFERENCE_UPLOAD } from '#lib/references/upload.ts'
import { fileSources } from './file-sources.ts'
import type { ReferenceSource } from './reference-list.ts'

const ACCEPT = Object.entries(REFERENCE_UPLOAD.accept).flat(2).join(',')

interface FilePickerProps {
  /** Its `click` opens the browser's dialog. */
  ref: RefObject<HTMLInputElement | null>
  label: string
  onChoose: (sources: readonly ReferenceSource[]) => void
}

/** Lets somebody choose pictures of their disk as references. */
export function FilePicker({ ref, label, onChoose }: FilePickerProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept={ACCEPT}
      multiple
      hidden
      aria-label={label}
      onChange={(event) => {
        onChoose(fileSources([...(event.target.files ?? [])]))
        // The same file may be chosen again.
        event.target.value = ''
      }}
    />
  )
}
