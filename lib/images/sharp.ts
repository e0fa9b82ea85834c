import 'server-only'
import sharp, { type SharpOptions } from 'sharp'

// What libvips allows belongs to the process, and Next evaluates this module once for instrumentation and once for
// routes: the second evaluation must not take back what the first one's user was given.
const holder = globalThis as typeof globalThis & { bunchDraws?: boolean }

// Only these decoders may ever see bytes from outside: no SVG, no PDF, no scripts of ImageMagick.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadPng',
    'VipsForeignLoadJpeg',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadTiff',
  ],
})

if (holder.bunchDraws) allowDrawing()

// Content-addressed files are read once: a cache would only hold memory. One thread per picture, and pictures side by
// side, leaves the event loop a core where there are two.
sharp.cache(false)
sharp.concurrency(1)

/**
 * Pixels (width × height) above which a file is refused before it is decoded. Camera pictures and everything the models
 * make (at most 30 million) pass; a 30,000 × 30,000 bomb does not.
 */
export const MAX_PIXELS = 110_000_000

/** How every picture is opened. `error` refuses truncated and broken data, and tolerates mere oddities. */
export const OPEN_OPTIONS = {
  limitInputPixels: MAX_PIXELS,
  failOn: 'error',
} as const satisfies SharpOptions

/**
 * Lets this process draw from SVG it wrote itself (the sandbox). Only from memory; and `readMetadata` refuses SVG from
 * outside whatever is allowed here.
 */
export function allowDrawing(): void {
  holder.bunchDraws = true
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] })
}

/** The one configured sharp. Import it from here, never from the package. */
export { sharp }
