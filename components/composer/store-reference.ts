import { referenceFromImage, referenceFromUrl, uploadReference } from '#lib/references/add.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { ReferenceSource } from './reference-list.ts'

interface StoreOptions {
  /** Gets the share of a file that was sent, 0 to 1. */
  onProgress: (share: number) => void
  /** The file carries a recipe, or is one of our pictures. */
  onRecipe: (file: File) => void
  signal: AbortSignal
}

/** Brings one picture to the studio. */
export function store(source: ReferenceSource, options: StoreOptions): Promise<ReferenceDto> {
  const { onProgress, onRecipe, signal } = options
  if (source.from === 'file') {
    return uploadReference(source.file, { onProgress, onRecipe: () => onRecipe(source.file), signal })
  }
  if (source.from === 'url') return referenceFromUrl(source.input, signal)
  return referenceFromImage(source.imageId, signal)
}
