import { COPY_FORMATS, type CopyFormat } from '#lib/images/copy-formats.ts'

export const DOWNLOAD_KINDS = ['original', 'recipe', 'clean'] as const
export type DownloadKind = (typeof DOWNLOAD_KINDS)[number]

/** In which form somebody downloads pictures; remembered in this browser. */
export interface DownloadChoice {
  /** The file as it came, or a copy with its recipe, or one with nothing but the picture. */
  kind: DownloadKind
  format: CopyFormat
}

const KEY = 'bunch.download'
const USUAL: DownloadChoice = { kind: 'original', format: 'png' }

/** What was chosen last in this browser. */
export function readDownloadChoice(storage: Pick<Storage, 'getItem'>): DownloadChoice {
  const [kind, format] = (storage.getItem(KEY) ?? '').split(' ')
  return {
    kind: DOWNLOAD_KINDS.find((known) => known === kind) ?? USUAL.kind,
    format: COPY_FORMATS.find((known) => known === format) ?? USUAL.format,
  }
}

/** Keeps a choice. A full or forbidden storage costs only the memory of it. */
export function writeDownloadChoice(
  storage: Pick<Storage, 'setItem'>,
  { kind, format }: DownloadChoice,
): void {
  try {
    storage.setItem(KEY, `${kind} ${format}`)
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}

/** How a cut lies: a share of the way, 0 to 1, or around what catches the eye. */
export type CropChoice = number | 'attention'

/** The address of a picture in a form. `use` is the id of a use-case size, `null` for the size it was made in. */
export function exportUrl(
  imageId: string,
  { kind, format, use, crop }: DownloadChoice & { use: string | null; crop: CropChoice },
): string {
  if (kind === 'original') return `/api/images/${imageId}/export?format=original`
  const query = new URLSearchParams({ format })
  if (kind === 'recipe') query.set('recipe', '1')
  if (use !== null) {
    query.set('use', use)
    query.set('crop', crop === 'attention' ? crop : String(Math.round(crop * 100)))
  }
  return `/api/images/${imageId}/export?${query}`
}
