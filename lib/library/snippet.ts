import { markHits } from './words.ts'

/** Characters of a prompt that a tile has. */
export const SNIPPET_CHARS = 200

/** What stands before the first hit, so that it is read in its sentence. */
const LEAD_CHARS = 40

/** The part of a text around the first place that a search found, else its beginning. Cut ends bear an ellipsis. */
export function snippet(text: string, query: string): string {
  if (text.length <= SNIPPET_CHARS) return text
  const segments = markHits(text, query)
  const hit = segments.findIndex((segment) => segment.hit)
  const at = hit < 0 ? 0 : segments.slice(0, hit).reduce((sum, segment) => sum + segment.text.length, 0)
  // Near the end there is no need to begin later than what fits.
  const wanted = Math.max(0, Math.min(at - LEAD_CHARS, text.length - SNIPPET_CHARS))
  const from = at < SNIPPET_CHARS / 2 ? 0 : wholeFrom(text, wanted)
  const to = wholeFrom(text, Math.min(text.length, from + SNIPPET_CHARS))
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** The nearest place that does not part a pair of code units, nor a word of a spaced script. */
function wholeFrom(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return at
  const space = text.slice(at, at + 20).search(/\s/u)
  const place = space >= 0 && /[\p{sc=Latin}\p{N}]/u.test(text[at] ?? '') ? at + space + 1 : at
  const code = text.charCodeAt(place)
  return code >= 0xdc00 && code <= 0xdfff ? place + 1 : place
}
