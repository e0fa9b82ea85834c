'use client'

import { type KeyboardEvent, useEffect, useState } from 'react'
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
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])

  const keep = () => {
    const next = text.trim()
    if (next === value || (next === '' && !mayBeEmpty)) setText(value)
    else onKeep(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      setText(value)
      // After the text: leaving the field keeps what it holds.
      const field = event.currentTarget
      requestAnimationFrame(() => field.blur())
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
      onChange={(event) => setText(event.target.value)}
      style={{ fieldSizing: 'content' }}
    />
  ) : (
    <input {...field} onChange={(event) => setText(event.target.value)} />
  )
}
