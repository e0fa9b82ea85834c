import 'server-only'
import { Readable } from 'node:stream'
import PDFDocument from 'pdfkit'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import type { SheetPicture } from './data.ts'
import { captionOutlines, headerOutlines, type Outline, pixelsFor } from './drawing.ts'
import { fitted, layOutSheet } from './layout.ts'
import type { SheetOptions } from './options.ts'

/** Pixels an inch at which pictures are printed. */
const PRINT_DPI = 220
/** Points in an inch. */
const POINTS = 72

/**
 * A contact sheet as a PDF, streamed page by page. A picture whose bytes are gone ends it with the store's error; nothing
 * more is drawn for somebody who has gone.
 */
export function sheetPdf(
  blobs: Pick<BlobStore, 'stat' | 'withFile' | 'put'>,
  pictures: readonly SheetPicture[],
  options: SheetOptions,
): ReadableStream<Uint8Array> {
  const document = new PDFDocument({
    autoFirstPage: false,
    compress: true,
    info: { Title: options.title, Creator: 'Bunch' },
  })
  const draw = async () => {
    const ratios = pictures.map(({ width, height }) => width / height)
    const pages = layOutSheet(ratios, options)
    for (const [number, page] of pages.entries()) {
      document.addPage({ size: [page.width, page.height], margin: 0 })
      fill(document, await headerOutlines(page, options.title, { page: number + 1, of: pages.length }))
      for (const cell of page.cells) {
        const picture = pictures[cell.index]
        if (!picture) continue
        if (stream.destroyed) return
        const box = fitted(cell.picture, picture.width / picture.height)
        const pixels = await pixelsFor(blobs, picture, (box.width / POINTS) * PRINT_DPI)
        const jpeg = await pixels.jpeg({ quality: 84, mozjpeg: false }).toBuffer()
        document.image(jpeg, box.x, box.y, { width: box.width, height: box.height })
        fill(document, await captionOutlines(cell, picture, options.captions))
      }
    }
    document.end()
  }
  const stream = Readable.from(document)
  draw().catch((cause: unknown) => stream.destroy(cause instanceof Error ? cause : new Error(String(cause))))
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>
}

function fill(document: PDFKit.PDFDocument, outlines: readonly Outline[]): void {
  for (const { path, colour } of outlines) {
    if (path !== '') document.path(path).fill(colour)
  }
}
