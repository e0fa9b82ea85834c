/** Controls and invisible characters: two tags that look the same must be the same. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu

/** A tag as it is kept: lower case, composed, on one line with single spaces. Empty where nothing is left. */
export function cleanTag(text: string): string {
  const visible = text.normalize('NFC').replace(/\s/gu, ' ').replace(INVISIBLE, '').toLowerCase()
  return visible.normalize('NFC').replace(/ +/g, ' ').trim()
}

/** A picture's tags after some were added and others removed; each once, in one order for all pictures. */
export function changedTags(
  tags: readonly string[],
  change: { add: readonly string[]; remove: readonly string[] },
): string[] {
  return [...new Set(tags).union(new Set(change.add)).difference(new Set(change.remove))].sort()
}
