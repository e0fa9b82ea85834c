import { requestJson } from '#lib/api-client.ts'
import type { ReferenceDto } from './schema.ts'

export const referenceUrls = {
  /** WebP, at most 320 pixels wide. */
  thumb: (id: string) => `/api/references/${id}/thumb`,
} as const

/** The references of these ids that are still there, in any order. */
export async function fetchReferences(ids: readonly string[]): Promise<ReferenceDto[]> {
  const path = `/api/references?ids=${ids.join(',')}`
  return (await requestJson<{ items: ReferenceDto[] }>(path)).items
}
