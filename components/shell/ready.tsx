'use client'

import { useEffect } from 'react'
import { READY } from './early-presses.ts'

/** Says that the page answers, once all that stands before it does. */
export function Ready() {
  useEffect(() => {
    // After the states that other effects have just set, such as a prompt written before.
    const timer = setTimeout(() => document.dispatchEvent(new Event(READY)))
    return () => clearTimeout(timer)
  }, [])
  return null
}
