'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { StudioFacts } from './studio-facts.ts'

const Facts = createContext<StudioFacts>({ sandbox: false, me: { id: '', role: 'viewer' } })

export function FactsProvider({ facts, children }: { facts: StudioFacts; children: ReactNode }) {
  return <Facts value={facts}>{children}</Facts>
}

/** What the server said of itself when it drew the page. */
export function useStudioFacts(): StudioFacts {
  return useContext(Facts)
}
