import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from '#lib/query-keys.ts'

/** The key of moves on a board. */
export const boardOrderKey = (boardId: string) => ['boards', 'order', boardId]

/** Asks again for what is on screen of a board after it changed, here or elsewhere; for the rest when it is wanted. */
export function refreshBoard(client: QueryClient, boardId: string): void {
  for (const queryKey of [queryKeys.boardList, queryKeys.board(boardId), queryKeys.boardsOfImages]) {
    void client.invalidateQueries({ queryKey })
  }
  // While moves are on their way an answer would be older than what is shown; the last of them asks.
  if (client.isMutating({ mutationKey: boardOrderKey(boardId) }) === 0) {
    void client.invalidateQueries({ queryKey: queryKeys.imagesOfBoard(boardId) })
  }
}

/** Asks again for all boards: while the stream of news was broken, or a picture came back, any of them may have changed. */
export function refreshBoards(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: queryKeys.boards })
  void client.invalidateQueries({ queryKey: queryKeys.imagesOfBoards })
}
