import * as z from 'zod/mini'
import { ZIP_LIMITS, ZIP_TEMPLATE } from './zip-names.ts'

/** What `POST /api/images/zip` takes, as JSON or as the field `zip` of a form. */
export const zipInput = z.object({
  imageIds: z.array(z.uuid().check(z.toLowerCase())).check(z.minLength(1), z.maxLength(ZIP_LIMITS.images)),
  template: z._default(z.string().check(z.maxLength(ZIP_LIMITS.templateChars)), ZIP_TEMPLATE),
  /** Of days and times in names: an IANA name. */
  timeZone: z._default(z.string().check(z.maxLength(60)), 'UTC'),
})
