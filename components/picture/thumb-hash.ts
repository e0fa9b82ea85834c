import { thumbHashToDataURL } from 'thumbhash'

/** Decoded placeholders, oldest first; each is about a kilobyte. */
const decoded = new Map<string, string>()
const KEPT = 2_000

/** A blurred picture as a data address, from the Base64 of its ThumbHash. */
export function placeholderUrl(thumbHash: string): string {
  const known = decoded.get(thumbHash)
  if (known) return known
  const url = thumbHashToDataURL(Uint8Array.from(atob(thumbHash), (character) => character.charCodeAt(0)))
  if (decoded.size >= KEPT)
    for (const oldest of [...decoded.keys()].slice(0, KEPT / 2)) decoded.delete(oldest)
  decoded.set(thumbHash, url)
  return url
}
