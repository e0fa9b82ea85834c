import { getLocale } from 'next-intl/server'
import { publicRoute, readJson } from '#lib/http.ts'
import { asLocale } from '#lib/i18n/locales.ts'
import { forgotInput } from '#lib/password-links/schema.ts'
import { askForPasswordLink } from '#lib/password-links/service.ts'

export const POST = publicRoute(async ({ request, studio, ip }) => {
  const { email } = await readJson(request, forgotInput)
  await askForPasswordLink(studio, { email, locale: asLocale(await getLocale()), ip })
  return new Response(null, { status: 202 })
})
