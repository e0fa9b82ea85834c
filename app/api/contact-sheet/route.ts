import { contactSheetInput } from '#lib/contact-sheets/schema.ts'
import { contactSheet } from '#lib/contact-sheets/service.ts'
import { readJsonOrForm, route } from '#lib/http.ts'

export const POST = route('view', async ({ request, studio, actor }) =>
  contactSheet(studio, actor, await readJsonOrForm(request, 'sheet', contactSheetInput)),
)
