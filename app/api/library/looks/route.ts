import { route } from '#lib/http.ts'
import { countWithoutLook } from '#lib/library/look.data.ts'
import type { LooksDto } from '#lib/library/schema.ts'

export const GET = route('view', async ({ studio, actor }) => {
  const missing = await countWithoutLook(studio.db, actor)
  return Response.json({ missing } satisfies LooksDto)
})
