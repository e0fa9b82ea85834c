import * as z from 'zod/mini'
import { CAPTIONS, type Caption, PAPER_NAMES, SHEET_LIMITS } from './options.ts'

const imageIds = z
  .array(z.uuid().check(z.toLowerCase()))
  .check(z.minLength(1), z.maxLength(SHEET_LIMITS.pictures))

/** `POST /api/contact-sheet/pictures`. */
export const sheetPicturesInput = z.strictObject({ imageIds })

/** A picture of a sheet, for its preview: every caption that it could have. */
export interface SheetPictureDto {
  id: string
  /** Pixels. */
  width: number
  height: number
  /** Empty where the picture has no such fact. */
  captions: Record<Caption, string>
}

/** `POST /api/contact-sheet`, as JSON or as the field `sheet` of a form (so that the browser saves the file by itself). */
export const contactSheetInput = z.strictObject({
  imageIds,
  format: z.enum(['pdf', 'png']),
  title: z.string().check(z.trim(), z.maxLength(SHEET_LIMITS.titleChars)),
  paper: z.enum(PAPER_NAMES),
  landscape: z.boolean(),
  columns: z.int().check(z.minimum(SHEET_LIMITS.columns.min), z.maximum(SHEET_LIMITS.columns.max)),
  captions: z.array(z.enum(CAPTIONS)).check(z.maxLength(CAPTIONS.length)),
})
export type ContactSheetInput = z.infer<typeof contactSheetInput>
