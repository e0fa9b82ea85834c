import type { BoardDto } from '#lib/boards/schema.ts'

/** Boards whose names hold the words, those that begin with them first, otherwise by name. */
export function matching<Board extends Pick<BoardDto, 'name'>>(
  boards: readonly Board[],
  words: string,
): Board[] {
  const wanted = words.toLocaleLowerCase()
  const begins = (board: Board) => board.name.toLocaleLowerCase().startsWith(wanted)
  return boards
    .filter((board) => board.name.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)) || a.name.localeCompare(b.name))
}
