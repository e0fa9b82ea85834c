import 'server-only'
import { AppError } from '#lib/errors.ts'
import { parseId } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { linkedBytes } from '#lib/images/bytes.ts'
import type { Studio } from '#lib/studio.ts'
import { ApiError } from './errors.ts'
import { checkLink } from './links.ts'

/** Answers a signed link with the picture's original bytes. @throws ApiError 403, AppError `not_found` */
export async function serveLink(
  studio: Pick<Studio, 'db' | 'blobs' | 'signingSecret' | 'now'>,
  request: Request,
  file: string,
): Promise<Response> {
  const imageId = parseId(file.split('.')[0] ?? '')
  const state = checkLink(studio, imageId, new URL(request.url).searchParams)
  if (state === 'forged') throw new AppError('not_found')
  if (state === 'expired') {
    const message = 'This link has expired. Ask for the generation again to get a new one.'
    throw new ApiError(403, 'link_expired', message)
  }
  const served = await linkedBytes(studio.db, imageId)
  const response = await bytesResponse(studio.blobs, request, served)
  // Programs show such links on pages of their own.
  response.headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}
