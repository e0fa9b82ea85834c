import { type CompositionEvent, useEffect, useRef, useState } from 'react'
import type { LibraryQuery } from '#lib/library/query.ts'
import { queryNow, showQuery } from './query-address.ts'

/** A pause in typing after which the gallery follows. */
const PAUSE_MS = 120

/**
 * The text of the search field, and the way from it into the address: while somebody types, one entry of the history that
 * is written over; what an input method has not finished spelling is not searched for.
 */
export function useTypedText(query: LibraryQuery) {
  const [text, setText] = useState(query.text)
  const latest = useRef(query)
  useEffect(() => {
    latest.current = query
  }, [query])
  /** What the address says, as far as this field knows. */
  const sent = useRef(query.text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Whether the last entry of the history is one that is being typed. */
  const typing = useRef(false)
  const composing = useRef(false)

  // Back, a saved search or a link has changed it meanwhile.
  useEffect(() => {
    if (query.text === sent.current) return
    // An earlier step of what is being typed, drawn late: the address is ahead of it.
    if (queryNow(query).text === sent.current) return
    clearTimeout(timer.current)
    sent.current = query.text
    typing.current = false
    setText(query.text)
  }, [query])
  useEffect(() => () => clearTimeout(timer.current), [])

  const put = (value: string) => {
    clearTimeout(timer.current)
    const next = value.trimStart()
    if (next === sent.current) return
    sent.current = next
    showQuery({ ...queryNow(latest.current), text: next }, typing.current ? 'replace' : 'push')
    typing.current = true
  }
  const follow = (value: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => put(value), PAUSE_MS)
  }

  return {
    text,
    isComposing: () => composing.current,
    type: (value: string) => {
      setText(value)
      if (!composing.current) follow(value)
    },
    /** What stands there is meant: the next change is one of its own to Back. */
    settle: (value = text) => {
      setText(value)
      put(value)
      typing.current = false
    },
    /** Another query in place of the text. */
    replaceBy: (change: (now: LibraryQuery) => LibraryQuery) => {
      clearTimeout(timer.current)
      const next = change(queryNow(latest.current))
      setText(next.text)
      sent.current = next.text
      showQuery(next, typing.current ? 'replace' : 'push')
      typing.current = false
    },
    composition: {
      onCompositionStart: () => {
        composing.current = true
        clearTimeout(timer.current)
      },
      onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
        composing.current = false
        follow(event.currentTarget.value)
      },
    },
  }
}
