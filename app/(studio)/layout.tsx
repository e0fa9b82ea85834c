import '../globals.css'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Document, documentMetadata, documentViewport } from '#components/shell/document.tsx'
import { EarlyPressesScript } from '#components/shell/early-presses-script.tsx'
import { Messages } from '#components/shell/messages.tsx'
import { RAIL_COOKIE, readTheme } from '#components/shell/preferences.ts'
import { Providers } from '#components/shell/providers.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { studioFacts } from '#components/shell/studio-facts.ts'
import { THEME_COOKIE } from '#lib/profile/themes.ts'

export const generateMetadata = documentMetadata
export const viewport = documentViewport

// One layout, not one inside another: each brings a file of scripts of its own, and files compress apart.
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const facts = await studioFacts()
  return (
    <Document>
      <EarlyPressesScript />
      <Messages of={['composer', 'errors', 'feed.errors', 'marks', 'recipes', 'shell']}>
        <Providers me={facts.me.id}>
          <Shell
            facts={facts}
            railOpen={jar.get(RAIL_COOKIE)?.value === 'open'}
            theme={readTheme(jar.get(THEME_COOKIE)?.value)}
          >
            {children}
          </Shell>
        </Providers>
      </Messages>
    </Document>
  )
}
