import { useQuery } from '@tanstack/react-query'
import { type ApiError, requestJson } from '#lib/api-client.ts'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { queryKeys } from '#lib/query-keys.ts'
import type { TrashedDto } from '#lib/trash/schema.ts'
import { inParts, wholly } from './in-parts.ts'
import type { MarksDto, MarksInput, TagDto } from './schema.ts'

/** What a mark does, whatever pictures it is for. */
export type Mark =
  | { rating: number | null }
  | { favourite: boolean }
  | { addTags?: string[]; removeTags?: string[] }

type OnPart = (done: number) => void

const post = <T>(path: string, json: unknown) => requestJson<T>(path, { method: 'POST', json })

/** An act on many pictures that may have ended before all were done. */
interface Partly {
  failure: ApiError | null
}

interface Marked extends Partly {
  /** The pictures that were sent and answered. */
  imageIds: readonly string[]
  /** What undoes it. */
  undo: MarksInput[]
}

/** Marks pictures, however many. @throws ApiError where none was marked */
export async function sendMarks(imageIds: readonly string[], mark: Mark, onPart?: OnPart): Promise<Marked> {
  const send = (part: string[]) => post<MarksDto>('/api/images/marks', { imageIds: part, ...mark })
  const { answers, done, failure } = await inParts(imageIds, send, onPart)
  return { imageIds: imageIds.slice(0, done), undo: answers.flatMap(({ undo }) => undo), failure }
}

/** Puts pictures in the trash, or takes them back from there. @throws ApiError where none was */
export async function sendTrash(
  imageIds: readonly string[],
  which: 'trash' | 'restore',
  onPart?: OnPart,
): Promise<TrashedDto & Partly> {
  const send = (part: string[]) => post<TrashedDto>(`/api/images/${which}`, { imageIds: part })
  const { answers, failure } = await inParts(imageIds, send, onPart)
  return {
    imageIds: answers.flatMap((part) => part.imageIds),
    refused: answers.reduce((sum, { refused }) => sum + refused, 0),
    failure,
  }
}

export const sendNote = (imageId: string, note: string) =>
  requestJson<GenerationDto>(`/api/images/${imageId}`, { method: 'PATCH', json: { note } })

/** Tags to complete what is typed with. */
export function useTagsLike(text: string) {
  return useQuery({
    queryKey: [...queryKeys.tags, 'like', text],
    queryFn: ({ signal }) => requestJson<TagDto[]>(`/api/tags?q=${encodeURIComponent(text)}`, { signal }),
    placeholderData: (before) => before,
  })
}

/** The tags that chosen pictures bear, with how many of them bear each. */
export function useTagsOf(imageIds: readonly string[]) {
  return useQuery({
    queryKey: [...queryKeys.tags, 'of', imageIds],
    queryFn: async () => {
      const counts = new Map<string, number>()
      const send = (ids: string[]) => post<TagDto[]>('/api/images/tags', { imageIds: ids })
      for (const part of wholly(await inParts(imageIds, send))) {
        for (const { tag, count } of part) counts.set(tag, (counts.get(tag) ?? 0) + count)
      }
      return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => b.count - a.count)
    },
    gcTime: 0,
  })
}
