import { useQuery } from '@tanstack/react-query'
import { requestJson } from '#lib/api-client.ts'
import type { BoardDto } from '#lib/boards/schema.ts'
import type { ShareTarget } from './share-target.ts'

interface TargetPictures {
  /** All, or the first of them. */
  imageIds: readonly string[]
  /** `undefined` until it is known. */
  count: number | undefined
}

/** The pictures that a link would show now. */
export function useTargetPictures(target: ShareTarget): TargetPictures {
  const boardId = target.kind === 'board' ? target.boardId : undefined
  const board = useQuery({
    queryKey: ['boards', boardId],
    queryFn: ({ signal }) => requestJson<BoardDto>(`/api/boards/${boardId}`, { signal }),
    enabled: boardId !== undefined,
  })
  if (target.kind === 'images') return { imageIds: target.imageIds, count: target.imageIds.length }
  return { imageIds: board.data?.cover.map(({ id }) => id) ?? [], count: board.data?.count }
}
