'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { StudioFacts } from './studio-facts.ts'

const Facts = createContext<StudioFacts | null>(null)

export function FactsProvider({ facts, children }: { facts: StudioFacts; children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>
}

/** What the server said of itself when it drew the page. */
export function useStudioFacts(): StudioFacts {
  const facts = useContext(Facts)
  if (!facts) throw new Error('a part of the studio was drawn outside its frame')
  return facts
}
