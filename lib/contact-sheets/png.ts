import 'server-only'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import { allowDrawing, sharp } from '#lib/images/sharp.ts'
import type { SheetPicture } from './data.ts'
import { captionOutlines, headerOutlines, type Outline, pixelsFor } from './drawing.ts'
import { fitted, layOutSheet } from './layout.ts'
import type { SheetOptions } from './options.ts'

/** Pixels a point: an A4 width is 2,400 pixels. */
const SHARPEST = 4
/** Pixels of the whole sheet, above which it is made coarser: 160 MB of memory. */
const MOST_PIXELS = 40_000_000

/** A contact sheet as one PNG, as high as it needs to be. @throws BlobNotFoundError */
export async function sheetPng(
  blobs: Pick<BlobStore, 'stat' | 'withFile' | 'put'>,
  pictures: readonly SheetPicture[],
  options: SheetOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const ratios = pictures.map(({ width, height }) => width / height)
  // Captions are outlines that we wrote ourselves.
  allowDrawing()
  const [page] = layOutSheet(ratios, options, true)
  if (!page) throw new Error('a sheet without pictures')
  const scale = Math.min(SHARPEST, Math.sqrt(MOST_PIXELS / (page.width * page.height)))
  const px = (points: number) => Math.round(points * scale)
  const outlines = await headerOutlines(page, options.title, { page: 1, of: 1 })
  const layers: { input: Buffer; left: number; top: number }[] = []
  for (const cell of page.cells) {
    const picture = pictures[cell.index]
    if (!picture) continue
    const box = fitted(cell.picture, picture.width / picture.height)
    const pixels = await pixelsFor(blobs, picture, px(box.width))
    // Uncompressed: it is read once, in a moment.
    const input = await pixels.png({ compressionLevel: 0 }).toBuffer()
    layers.push({ input, left: px(box.x), top: px(box.y) })
    outlines.push(...(await captionOutlines(cell, picture, options.captions)))
  }
  const size = { width: px(page.width), height: px(page.height) }
  layers.push({ input: Buffer.from(svg(size, scale, outlines)), left: 0, top: 0 })
  const sheet = sharp({ create: { ...size, channels: 3, background: '#ffffff' } }).composite(layers)
  return new Uint8Array(await sheet.png({ compressionLevel: 7 }).toBuffer())
}

function svg(
  { width, height }: { width: number; height: number },
  scale: number,
  outlines: readonly Outline[],
): string {
  const paths = outlines.map(({ path, colour }) => `<path d="${path}" fill="${colour}"/>`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="scale(${scale})">${paths}</g></svg>`
}
