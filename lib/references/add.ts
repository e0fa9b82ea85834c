import { ApiError, requestJson } from '#lib/api-client.ts'
import type { ErrorBody } from '#lib/errors.ts'
import { RECIPE_HEADER } from '#lib/recipes/header.ts'
import type { ReferenceDto, ReferenceUrlInput } from './schema.ts'

/** How an upload's answer reads; XHR gives text. */
function readAnswer(request: XMLHttpRequest): ReferenceDto {
  if (request.status >= 200 && request.status < 300) return JSON.parse(request.responseText)
  const { error }: ErrorBody = JSON.parse(request.responseText)
  const { code, ...details } = error
  throw new ApiError(code, request.status, details)
}

interface UploadOptions {
  onProgress: (share: number) => void
  onRecipe: () => void
  signal: AbortSignal
}

/**
 * Stores a file as a reference. `onProgress` gets the share sent, 0 to 1; `fetch` cannot report it, hence XHR. `onRecipe` is
 * called where the picture carries a recipe, or is one of ours.
 *
 * @throws ApiError, or the signal's reason when aborted
 */
export function uploadReference(
  file: File,
  { onProgress, onRecipe, signal }: UploadOptions,
): Promise<ReferenceDto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/references')
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      try {
        resolve(readAnswer(request))
        if (request.getResponseHeader(RECIPE_HEADER)) onRecipe()
      } catch (cause) {
        reject(cause instanceof ApiError ? cause : new ApiError('unreadable', request.status, { cause }))
      }
    }
    request.onerror = () => reject(new ApiError('network', 0))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/** Makes a reference of an address: kept as a link for the gateway, or fetched now. */
export function referenceFromUrl(input: ReferenceUrlInput, signal: AbortSignal): Promise<ReferenceDto> {
  return requestJson<ReferenceDto>('/api/references/url', { method: 'POST', json: input, signal })
}

/** Makes a reference of a picture of the studio. */
export function referenceFromImage(imageId: string, signal: AbortSignal): Promise<ReferenceDto> {
  return requestJson<ReferenceDto>('/api/references/from-image', {
    method: 'POST',
    json: { imageId },
    signal,
  })
}
