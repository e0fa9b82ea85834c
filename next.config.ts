import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  // `npm run check` and `npm test` check types; whoever starts a release need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Its badge would lie over the rail's foot.
  devIndicators: false,
  // Thumbnails are our own (lib/images); the optimizer's open proxy route answers 404.
  images: { unoptimized: true },
  serverExternalPackages: [
    '@electric-sql/pglite',
    'heic-decode',
    'opentype.js',
    'pg',
    'pg-boss',
    'pino',
    'sharp',
    'undici',
  ],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
