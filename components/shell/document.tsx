import 'server-only'
import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { THEME_COOKIE } from '#lib/profile/themes.ts'
import { readTheme } from './preferences.ts'

// English and its signs in the two weights there are: 11 kB where the whole face has 29. How it was cut: docs/design.md.
const geist = localFont({
  src: './geist-basic.woff2',
  variable: '--font-geist',
  weight: '400 500',
  display: 'swap',
  // The stand-in comes behind the other letters.
  adjustFontFallback: false,
})

/** Letters with accents and rarer signs, fetched by pages that hold one. */
const geistMore = localFont({
  src: '../../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist-more',
  weight: '100 900',
  display: 'swap',
  preload: false,
  declarations: [
    {
      prop: 'unicode-range',
      value: 'U+A1-AF, U+B1-B6, U+B8-D6, U+D8-24F, U+2BC-323, U+201A, U+201E, U+2032-2044, U+20AC, U+2122',
    },
  ],
})

/** What every page says of itself in its head, unless it knows better. */
export async function documentMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return {
    title: { default: t('name'), template: `%s · ${t('name')}` },
    description: t('description'),
    manifest: '/manifest.webmanifest',
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
    formatDetection: { telephone: false, email: false, address: false },
  }
}

export const documentViewport: Viewport = {
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

/** The page around every page: language, theme and typeface. */
export async function Document({ children }: { children: ReactNode }) {
  const jar = await cookies()
  return (
    <html
      lang={await getLocale()}
      data-theme={readTheme(jar.get(THEME_COOKIE)?.value)}
      className={`${geist.variable} ${geistMore.variable}`}
    >
      <body>{children}</body>
    </html>
  )
}
