'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { cx } from '#components/ui/cx.ts'

interface InPlaceProps {
  /** Its name to assistive technology. */
  label: string
  value: string
  maxLength: number
  placeholder?: string
  /** Several lines: Enter begins another one, and leaving the field keeps what was written. */
  lines?: boolean
  /** Called with a changed text once it is left or confirmed; an empty one goes back where it may not be empty. */
  onKeep: (value: string) => void
  mayBeEmpty?: boolean
  className?: string
}

/** A text that is edited where it stands: looks like text until the pointer or the focus comes. Esc takes back. */
export function InPlace(props: InPlaceProps) {
  const { label, value, maxLength, placeholder, lines = false, onKeep, mayBeEmpty = false, className } = props
  /** What is being written; `null` where that is what is kept. A value that comes meanwhile does not take it away. */
  const [draft, setDraft] = useState<string | null>(null)
  /** What was handed over, until it is what is kept. */
  const [sent, setSent] = useState<{ text: string; before: string } | null>(null)
  if (sent && sent.before !== value) setSent(null)
  const text = draft ?? sent?.text ?? value

  const keep = () => {
    if (draft === null) return
    const next = draft.trim()
    setDraft(null)
    if (next === value || (next === '' && !mayBeEmpty)) return
    setSent({ text: next, before: value })
    onKeep(next)
  }
  const latest = useRef(keep)
  useEffect(() => {
    latest.current = keep
  })
  // A field that goes with its page (Back) is left, too, but hears of no blur.
  useEffect(() => () => latest.current(), [])
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      flushSync(() => setDraft(null))
      event.currentTarget.blur()
    } else if (event.key === 'Enter' && !lines) {
      event.preventDefault()
      event.currentTarget.blur()
    }
  }
  const field = {
    'aria-label': label,
    value: text,
    maxLength,
    placeholder,
    dir: 'auto',
    onBlur: keep,
    onKeyDown,
    className: cx(
      '-mx-2 block w-full min-w-0 rounded bg-transparent px-2 hover:bg-sunk focus:bg-sunk focus-visible:outline-offset-0',
      className,
    ),
  }
  return lines ? (
    <textarea
      {...field}
      rows={Math.max(1, text.split('\n').length)}
      onChange={(event) => setDraft(event.target.value)}
      style={{ fieldSizing: 'content' }}
    />
  ) : (
    <input {...field} onChange={(event) => setDraft(event.target.value)} />
  )
}
