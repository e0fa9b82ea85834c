import { openRoute } from '#lib/openai-api/route.ts'
import { serveLink } from '#lib/openai-api/serve-link.ts'

export const GET = openRoute<{ file: string }>(async ({ request, params, studio }) =>
  serveLink(studio, request, params.file),
)

export const HEAD = GET
