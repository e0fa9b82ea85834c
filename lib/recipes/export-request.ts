import 'server-only'
import { AppError } from '#lib/errors.ts'
import { COPY_FORMATS, type CopyFormat } from '#lib/images/copy-formats.ts'
import { findUseCase, type UseCase } from '#lib/models/use-cases.ts'

/** How a picture is to be handed out. */
export type ExportRequest =
  | { format: 'original' }
  | {
      format: CopyFormat
      /** Whether the file carries how it was made; else it carries nothing but the picture. */
      recipe: boolean
      /** Cut and brought to exactly this size. */
      use: UseCase | null
      /** Where the cut lies along the side that loses something, 0 to 1; or around what catches the eye. */
      crop: number | 'attention'
    }

const invalid = (field: string, problem: string) =>
  new AppError('invalid_input', { field, params: { problem } })

/**
 * `format`, `recipe`, `use` and `crop` (`attention` or a percentage) of an address.
 *
 * @throws AppError `invalid_input`
 */
export function exportRequest(search: URLSearchParams): ExportRequest {
  const name = search.get('format') ?? 'original'
  const recipe = search.get('recipe') === '1'
  const useId = search.get('use')
  if (name === 'original') {
    // The original is handed out as it came, or not at all.
    if (recipe || useId) throw invalid('format', 'an original carries nothing and is not cut')
    return { format: name }
  }
  const format = COPY_FORMATS.find((known) => known === name)
  if (!format) throw invalid('format', 'original, png, jpg or webp')
  const use = findUseCase(useId)
  if (useId && !use) throw invalid('use', 'no such use')
  return { format, recipe, use, crop: cropOf(search.get('crop')) }
}

function cropOf(text: string | null): number | 'attention' {
  if (text === null) return 0.5
  if (text === 'attention') return text
  const percent = Number(text)
  if (text === '' || !(percent >= 0 && percent <= 100)) throw invalid('crop', 'attention, or 0 to 100')
  return percent / 100
}
