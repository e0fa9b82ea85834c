import { referenceFromImage, referenceFromUrl, uploadReference } from '#lib/references/add.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import type { ReferenceSource } from './reference-list.ts'

/** Brings one picture to the studio. `onProgress` gets the share of a file that was sent, 0 to 1. */
export function store(
  source: ReferenceSource,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ReferenceDto> {
  if (source.from === 'file') return uploadReference(source.file, { onProgress, signal })
  if (source.from === 'url') return referenceFromUrl(source.input, signal)
  return referenceFromImage(source.imageId, signal)
}
