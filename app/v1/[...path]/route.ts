import { ApiError } from '#lib/openai-api/errors.ts'
import { apiRoute } from '#lib/openai-api/route.ts'

/** Everything else below `/v1`, so that programs meet the envelope they know instead of a web page. */
const unknown = apiRoute(async ({ request }) => {
  const { pathname } = new URL(request.url)
  throw new ApiError(404, 'unknown_url', `Unknown request URL: ${request.method} ${pathname}.`)
})

export const GET = unknown
export const POST = unknown
export const PUT = unknown
export const PATCH = unknown
export const DELETE = unknown
