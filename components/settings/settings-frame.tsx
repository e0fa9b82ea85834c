import type { ReactNode } from 'react'
import { SettingsNav } from './settings-nav.tsx'

/** The frame of every settings page. `team`: also the pages about everybody. */
export function SettingsFrame({ team, children }: { team: boolean; children: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-6 px-4 pt-6 pb-16 md:flex-row md:gap-12 md:px-8 md:pt-12">
      <SettingsNav team={team} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
