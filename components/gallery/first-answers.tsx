'use client'

import { preload } from 'react-dom'

/**
 * Names in the page's head what the gallery asks for first. Drawn with the page's client parts: what the server's own parts
 * preload is told to their script only, which comes later.
 */
export function FirstAnswers({ addresses }: { addresses: readonly string[] }) {
  for (const address of addresses) preload(address, { as: 'fetch', crossOrigin: 'anonymous' })
  return null
}
