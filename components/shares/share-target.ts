/** What a link is to be made of. */
export type ShareTarget =
  | { kind: 'images'; imageIds: readonly string[] }
  | { kind: 'board'; boardId: string; name: string }
