import { requestJson } from '#lib/api-client.ts'
import { type Refusal, saveByForm } from '#lib/save-file.ts'
import type { ContactSheetInput, SheetPictureDto } from './schema.ts'

export const contactSheetRequests = {
  /** What the preview shows. @throws ApiError */
  pictures: async (imageIds: readonly string[]): Promise<SheetPictureDto[]> => {
    const json = { imageIds }
    const answer = await requestJson<{ pictures: SheetPictureDto[] }>('/api/contact-sheet/pictures', {
      method: 'POST',
      json,
    })
    return answer.pictures
  },
  save: (input: ContactSheetInput, onRefused: (refusal: Refusal) => void) =>
    saveByForm('/api/contact-sheet', { field: 'sheet', input }, onRefused),
} as const
