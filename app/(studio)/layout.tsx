import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { RAIL_COOKIE, readTheme, THEME_COOKIE } from '#components/shell/preferences.ts'
import { Shell } from '#components/shell/shell.tsx'
import { studioFacts } from '#components/shell/studio-facts.ts'

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  return (
    <Shell
      facts={await studioFacts()}
      railOpen={jar.get(RAIL_COOKIE)?.value === 'open'}
      theme={readTheme(jar.get(THEME_COOKIE)?.value)}
    >
      {children}
    </Shell>
  )
}
