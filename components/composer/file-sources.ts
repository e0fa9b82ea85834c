import type { ReferenceSource } from './reference-list.ts'

/** Files as sources of references, in the order they came. What cannot be read is said by the studio, per file. */
export function fileSources(files: readonly File[]): ReferenceSource[] {
  return files.map((file) => ({ from: 'file', file }))
}

const PICTURE_ADDRESS = /^https?:\/\/\S+\.(png|jpe?g|webp|gif|avif|heic|heif|tiff?)(\?\S*)?$/i

/** The text as the address of a picture; `null` where it is none. */
export function pictureAddress(text: string): string | null {
  const trimmed = text.trim()
  return PICTURE_ADDRESS.test(trimmed) ? trimmed : null
}
