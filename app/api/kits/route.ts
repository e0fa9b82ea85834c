import { readJson, route } from '#lib/http.ts'
import { kitsFor } from '#lib/kits/data.ts'
import { kitInput } from '#lib/kits/schema.ts'
import { createKit } from '#lib/kits/service.ts'

export const GET = route('view', async ({ studio, actor }) =>
  Response.json({ items: await kitsFor(studio.db, actor) }),
)

export const POST = route('make', async ({ request, studio, actor }) => {
  const kit = await createKit(studio, actor, await readJson(request, kitInput))
  return Response.json(kit, { status: 201 })
})
