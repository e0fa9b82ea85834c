import { getLocale } from 'next-intl/server'
import { readJson, route } from '#lib/http.ts'
import { asLocale } from '#lib/i18n/locales.ts'
import { listInvites } from '#lib/invites/data.ts'
import { inviteInput } from '#lib/invites/schema.ts'
import { makeInvite } from '#lib/invites/service.ts'

const headers = { 'cache-control': 'no-store' }

export const GET = route('administer', async ({ studio, actor }) =>
  Response.json({ items: await listInvites(studio.db, actor, studio.now()) }, { headers }),
)

export const POST = route('administer', async ({ request, studio, actor }) => {
  const input = await readJson(request, inviteInput)
  return Response.json(await makeInvite(studio, actor, input, asLocale(await getLocale())), {
    status: 201,
    headers,
  })
})
