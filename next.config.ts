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
  experimental: {
    // Two root layouts (with and without the frame) leave no one layout for an address of neither.
    globalNotFound: true,
    // As few files as there can be: they compress apart, and many small ones cost the studio page 10 kB more.
    turbopackChunking: {
      minChunkSize: 10_000_000,
      maxMergeChunkSize: 20_000_000,
      maxChunkCountPerGroup: 1,
      requestCost: 10_000_000,
      priorityRoutes: [/^\/$/],
      priorityBoost: 3,
    },
  },
  serverExternalPackages: [
    '@electric-sql/pglite',
    'heic-decode',
    'nodemailer',
    'opentype.js',
    'pg',
    'pg-boss',
    'pino',
    'sharp',
    'undici',
  ],
}

export default createNextIntlPlugin({
  requestConfig: './lib/i18n/request.ts',
  // The parser of message syntax stays out of the page: messages are compiled at build time.
  experimental: { messages: { path: './messages', format: 'json', locales: 'infer', precompile: true } },
})(config)
