import 'server-only'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import { AppError } from '#lib/errors.ts'
import { parseId } from '#lib/http.ts'
import { bytesResponse } from '#lib/images/byte-response.ts'
import { originalBytes } from '#lib/images/bytes.ts'
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
  // The link was signed for what the owner's program made; it stands for the owner.
  const maker = { personId: OWNER_ID, role: 'owner', ip: null } as const
  const served = await originalBytes(studio.db, maker, { imageId, download: false })
  const response = await bytesResponse(studio.blobs, request, served)
  // Programs show such links on pages of their own.
  response.headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}
