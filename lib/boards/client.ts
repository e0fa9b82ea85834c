import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { PersonRef } from '#lib/accounts/schema.ts'
import { type ApiError, requestJson, requestNothing } from '#lib/api-client.ts'
import { repeatable } from '#lib/generations/client.ts'
import type { GalleryPageDto } from '#lib/images/schema.ts'
import { inParts, wholly } from '#lib/marks/in-parts.ts'
import { singly } from '#lib/once.ts'
import { queryKeys } from '#lib/query-keys.ts'
import { BOARD_LIMITS } from './limits.ts'
import { boardOrderKey, refreshBoard } from './refresh.ts'
import { withMoved } from './reorder.ts'
import type {
  BoardAddedDto,
  BoardChange,
  BoardDto,
  BoardInput,
  BoardOrderInput,
  BoardRef,
  BoardRemovedDto,
  Places,
} from './schema.ts'

export const boardPath = (id: string) => `/boards/${id}`

const listOptions = queryOptions({
  queryKey: queryKeys.boardList,
  queryFn: ({ signal }) => requestJson<{ items: BoardDto[] }>('/api/boards', { signal }),
})

/** All boards that the person sees, the last changed first; archived ones too. */
export function useBoards() {
  return useQuery({ ...listOptions, select: (answer) => answer.items })
}

/** One board; drawn at once where the list is known. */
export function useBoard(id: string) {
  const client = useQueryClient()
  return useQuery(
    queryOptions({
      queryKey: queryKeys.board(id),
      queryFn: ({ signal }) => requestJson<BoardDto>(`/api/boards/${id}`, { signal }),
      placeholderData: () =>
        client.getQueryData(listOptions.queryKey)?.items.find((board) => board.id === id),
      retry: false,
    }),
  )
}

const imagesOptions = (boardId: string) =>
  infiniteQueryOptions({
    queryKey: queryKeys.imagesOfBoard(boardId),
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`
      return requestJson<GalleryPageDto>(`/api/boards/${boardId}/images${query}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    retry: false,
  })

/** The pictures on a board in its order. */
export function useBoardImages(boardId: string) {
  return useInfiniteQuery(imagesOptions(boardId))
}

/** The boards that a picture is on, of those the person sees. */
export function useBoardsOfImage(imageId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.boardsOfImage(imageId ?? ''),
    queryFn: ({ signal }) => requestJson<{ items: BoardRef[] }>(`/api/images/${imageId}/boards`, { signal }),
    select: (answer) => answer.items,
    enabled: imageId !== undefined,
  })
}

function takeBoard(client: QueryClient, board: BoardDto): void {
  client.setQueryData<BoardDto>(queryKeys.board(board.id), board)
  client.setQueryData(listOptions.queryKey, (answer) => {
    if (!answer) return undefined
    const items = answer.items.map((known) => (known.id === board.id ? board : known))
    return { items: answer.items.some((known) => known.id === board.id) ? items : [board, ...items] }
  })
}

const create = singly((input: BoardInput) =>
  requestJson<BoardDto>('/api/boards', { method: 'POST', json: input }),
)

/** Makes a board. Not repeated by itself: asked twice, there would be two. */
export function useCreateBoard() {
  const client = useQueryClient()
  return useMutation<BoardDto, ApiError, BoardInput>({
    mutationFn: create,
    onSuccess: (board) => takeBoard(client, board),
  })
}

/** Renames, describes, opens, closes, sorts or archives a board, or chooses its cover. */
export function useChangeBoard() {
  const client = useQueryClient()
  return useMutation<BoardDto, ApiError, { id: string } & BoardChange>({
    ...repeatable,
    scope: { id: 'boards.change' },
    mutationFn: ({ id, ...change }) =>
      requestJson<BoardDto>(`/api/boards/${id}`, { method: 'PATCH', json: change }),
    onSuccess: (board, { sort }) => {
      takeBoard(client, board)
      if (sort) void client.resetQueries({ queryKey: queryKeys.imagesOfBoard(board.id) })
    },
  })
}

/** Takes a board out of every list; `useRestoreBoard` undoes it. */
export function useDeleteBoard() {
  const client = useQueryClient()
  return useMutation<void, ApiError, { id: string }>({
    ...repeatable,
    mutationFn: ({ id }) => requestNothing(`/api/boards/${id}`, { method: 'DELETE' }),
    onSuccess: (_, { id }) => {
      client.setQueryData(
        listOptions.queryKey,
        (answer) => answer && { items: answer.items.filter((board) => board.id !== id) },
      )
    },
  })
}

export function useRestoreBoard() {
  const client = useQueryClient()
  return useMutation<BoardDto, ApiError, { id: string }>({
    ...repeatable,
    mutationFn: ({ id }) => requestJson<BoardDto>(`/api/boards/${id}/restore`, { method: 'POST' }),
    onSuccess: (board) => {
      takeBoard(client, board)
      refreshBoard(client, board.id)
    },
  })
}

/** Those to whom a board can be given. */
export function useBoardHeirs(boardId: string) {
  return useQuery({
    queryKey: ['boards', 'heirs', boardId],
    queryFn: ({ signal }) =>
      requestJson<{ items: PersonRef[] }>(`/api/boards/${boardId}/transfer`, { signal }),
    select: (answer) => answer.items,
  })
}

/** Gives a board to another person. */
export function useTransferBoard() {
  const client = useQueryClient()
  return useMutation<void, ApiError, { id: string; personId: string }>({
    ...repeatable,
    mutationFn: ({ id, personId }) =>
      requestNothing(`/api/boards/${id}/transfer`, { method: 'POST', json: { personId } }),
    onSuccess: (_, { id }) => refreshBoard(client, id),
  })
}

interface BoardImages {
  boardId: string
  imageIds: readonly string[]
}

/** On boards and off, one after the other: of two quick presses the later one has the last word. */
const PICTURES_SCOPE = { id: 'boards.pictures' } as const

/** Puts pictures on a board: at its end, or where `useRemoveFromBoard` found them. */
export function useAddToBoard() {
  const client = useQueryClient()
  return useMutation<BoardAddedDto, ApiError, BoardImages & { places?: Places }>({
    ...repeatable,
    scope: PICTURES_SCOPE,
    mutationFn: async ({ boardId, imageIds, places = {} }) => {
      const send = (part: string[]) => {
        const had = Object.fromEntries(part.flatMap((id) => (id in places ? [[id, places[id]]] : [])))
        return requestJson<BoardAddedDto>(`/api/boards/${boardId}/images`, {
          method: 'POST',
          json: { imageIds: part, places: had },
        })
      }
      const parts = wholly(await inParts(imageIds, send, undefined, BOARD_LIMITS.imagesPerRequest))
      const sum = (of: keyof BoardAddedDto) => parts.reduce((all, part) => all + part[of], 0)
      return { added: sum('added'), already: sum('already'), missing: sum('missing') }
    },
    onSettled: (_, __, { boardId }) => refreshBoard(client, boardId),
  })
}

/** Takes pictures off a board; they leave it on screen at once. Gives the places that they had. */
export function useRemoveFromBoard() {
  const client = useQueryClient()
  return useMutation<Places, ApiError, BoardImages>({
    ...repeatable,
    scope: PICTURES_SCOPE,
    mutationFn: async ({ boardId, imageIds }) => {
      const send = (part: string[]) =>
        requestJson<BoardRemovedDto>(`/api/boards/${boardId}/images`, {
          method: 'DELETE',
          json: { imageIds: part },
        })
      const parts = wholly(await inParts(imageIds, send, undefined, BOARD_LIMITS.imagesPerRequest))
      return Object.fromEntries(parts.flatMap(({ places }) => Object.entries(places)))
    },
    onMutate: async ({ boardId, imageIds }) => {
      await client.cancelQueries({ queryKey: queryKeys.imagesOfBoard(boardId) })
      changeImages(client, boardId, (data) => ({
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.filter((item) => !imageIds.includes(item.id)),
        })),
      }))
    },
    onSettled: (_, __, { boardId }) => refreshBoard(client, boardId),
  })
}

/** Moves pictures, one after the other, right before another one, or to the end; on screen at once. */
export function useOrderBoard(boardId: string) {
  const client = useQueryClient()
  return useMutation<void, ApiError, { imageIds: readonly string[]; before: string | null }>({
    ...repeatable,
    mutationKey: boardOrderKey(boardId),
    // In the order they were asked for: each place depends on the moves before.
    scope: { id: boardId },
    mutationFn: async ({ imageIds, before }) => {
      for (const imageId of imageIds) {
        const json: BoardOrderInput = { imageId, before }
        await requestNothing(`/api/boards/${boardId}/order`, { method: 'POST', json })
      }
    },
    onSettled: () => {
      const last = client.isMutating({ mutationKey: boardOrderKey(boardId) }) === 1
      if (last) void client.invalidateQueries({ queryKey: queryKeys.imagesOfBoard(boardId) })
    },
  })
}

/** Shows the order that `useOrderBoard` is asked for; before it, since moves wait for each other. */
export function showMoved(
  client: QueryClient,
  { boardId, imageIds, before }: BoardImages & { before: string | null },
): void {
  void client.cancelQueries({ queryKey: queryKeys.imagesOfBoard(boardId) })
  changeImages(client, boardId, (data) =>
    imageIds.reduce((pages, imageId) => withMoved(pages, { imageId, before }), data),
  )
}

function changeImages(
  client: QueryClient,
  boardId: string,
  change: (data: InfiniteData<GalleryPageDto>) => InfiniteData<GalleryPageDto>,
): void {
  const queryKey = queryKeys.imagesOfBoard(boardId)
  client.setQueryData<InfiniteData<GalleryPageDto>>(queryKey, (data) => data && change(data))
}
