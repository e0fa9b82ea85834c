interface Pages<Item> {
  pages: { items: Item[]; nextCursor: string | null }[]
  pageParams: unknown[]
}

/**
 * The loaded pages with a picture moved right before another, or to the end of what is loaded (`before: null`). Pages
 * keep their sizes, so that the next one still follows the last.
 */
export function withMoved<Item extends { id: string }>(
  data: Pages<Item>,
  move: { imageId: string; before: string | null },
): Pages<Item> {
  const all = data.pages.flatMap((page) => page.items)
  const moved = all.find((item) => item.id === move.imageId)
  if (!moved || move.imageId === move.before) return data
  const rest = all.filter((item) => item !== moved)
  const at = move.before === null ? rest.length : rest.findIndex((item) => item.id === move.before)
  if (at === -1) return data
  const items = rest.toSpliced(at, 0, moved)
  let from = 0
  const pages = data.pages.map((page) => {
    const part = items.slice(from, from + page.items.length)
    from += page.items.length
    return { ...page, items: part }
  })
  return { ...data, pages }
}

/**
 * Where to put a picture so that it comes `by` places later (or, below 0, earlier): the one it is put before, `null`
 * for the end; `undefined` where there is no such place.
 */
export function beforeAfterStep(ids: readonly string[], id: string, by: -1 | 1): string | null | undefined {
  const at = ids.indexOf(id)
  const to = at + by
  if (at === -1 || to < 0 || to >= ids.length) return undefined
  return ids[by === 1 ? to + 1 : to] ?? null
}
