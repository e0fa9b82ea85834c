import { IMAGE_DRAG_TYPE } from './drop-types.ts'
import type { ReferenceSource } from './reference-list.ts'

/** Files as sources of references, in the order they came. What cannot be read is said by the studio, per file. */
export function fileSources(files: readonly File[]): ReferenceSource[] {
  return files.map((file) => ({ from: 'file', file }))
}

/** What a drag brings: a picture of the studio, files, or a picture of another page; nothing where it is none of these. */
export function draggedSources(transfer: Pick<DataTransfer, 'getData' | 'files'>): ReferenceSource[] {
  const imageId = transfer.getData(IMAGE_DRAG_TYPE)
  if (imageId !== '') return [{ from: 'image', imageId }]
  if (transfer.files.length > 0) return fileSources([...transfer.files])
  const url = transfer.getData('text/uri-list').split('\n')[0]?.trim() ?? ''
  return /^https?:/.test(url) ? [{ from: 'url', input: { url, mode: 'fetch' } }] : []
}

const PICTURE_ADDRESS = /^https?:\/\/\S+\.(png|jpe?g|webp|gif|avif|heic|heif|tiff?)(\?\S*)?$/i

/** The text as the address of a picture; `null` where it is none. */
export function pictureAddress(text: string): string | null {
  const trimmed = text.trim()
  return PICTURE_ADDRESS.test(trimmed) ? trimmed : null
}
