import { useMemo } from 'react'
import { type HitSegment, markHits } from '#lib/library/words.ts'

interface HitsProps {
  text: string
  /** What was searched for. */
  query: string
  /** Characters that may stand before the first hit; all of them unless said otherwise. */
  lead?: number
}

/** The segments with at most so many characters before the first hit, cut between words where there are any. */
function withLead(segments: readonly HitSegment[], lead: number): readonly HitSegment[] {
  const [first, ...rest] = segments
  if (!first || first.hit || rest.length === 0) return segments
  const kept = [...first.text].slice(-lead).join('')
  if (kept.length === first.text.length) return segments
  const space = kept.slice(0, -1).search(/\s/)
  return [{ text: `…${kept.slice(space + 1)}`, hit: false }, ...rest]
}

/** A text in which what was searched for stands out. */
export function Hits({ text, query, lead = Number.POSITIVE_INFINITY }: HitsProps) {
  const segments = useMemo(() => withLead(markHits(text, query), lead), [text, query, lead])
  let at = 0
  return segments.map((segment) => {
    const key = at
    at += segment.text.length
    return segment.hit ? (
      <mark key={key} className="rounded-picture bg-accent text-on-accent">
        {segment.text}
      </mark>
    ) : (
      <span key={key}>{segment.text}</span>
    )
  })
}
