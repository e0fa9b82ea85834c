import './globals.css'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { RAIL_COOKIE, readTheme, THEME_COOKIE } from '#components/shell/preferences.ts'
import { Providers } from '#components/shell/providers.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { studioFacts } from '#components/shell/studio-facts.ts'

const geist = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist',
  weight: '100 900',
  display: 'swap',
})

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    manifest: '/manifest.webmanifest',
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
    formatDetection: { telephone: false, email: false, address: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  // The keyboard of a phone shrinks the page, so that the docked composer stays above it.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0c0a' },
  ],
}

// One layout, not one inside another: each brings a file of scripts of its own, and files compress apart.
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const theme = readTheme(jar.get(THEME_COOKIE)?.value)
  return (
    <html lang={await getLocale()} data-theme={theme} className={geist.variable}>
      <body>
        <NextIntlClientProvider>
          <Providers>
            <Shell
              facts={await studioFacts()}
              railOpen={jar.get(RAIL_COOKIE)?.value === 'open'}
              theme={theme}
            >
              {children}
            </Shell>
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
