/**
 * Whether a query may be a saved one that somebody changed, and not another search altogether: a filter of the same kind is
 * in force, or the words were written on.
 *
 * @param before as `librarySearch` writes it
 * @param now the same
 */
export function isRelated(before: string, now: string): boolean {
  const [saved, shown] = [new URLSearchParams(before), new URLSearchParams(now)]
  const [words, next] = [saved.get('q'), shown.get('q')]
  if (words && next && (next.startsWith(words) || words.startsWith(next))) return true
  return [...saved.keys()].some((name) => name !== 'q' && shown.has(name))
}
