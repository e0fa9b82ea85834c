import 'server-only'
import type { OverlayOptions } from 'sharp'
import { type BlobStore, blobKeys } from '#lib/blob-store/blob-store.ts'
import { allowDrawing, OPEN_OPTIONS, sharp } from '#lib/images/sharp.ts'
import { type Line, setParagraph } from '#lib/typeset/typeset.ts'
import { gridOf, type View } from './grid.ts'
import { type LabelWords, valueLabel } from './labels.ts'
import type { MatrixPicture } from './pictures.data.ts'
import type { MatrixDto } from './schema.ts'
import { layOut, type SheetLayout } from './sheet-layout.ts'

const MARGIN = 24
const TITLE = { fontSize: 22, line: 30, lines: 3 }
const HEAD = { fontSize: 16, line: 22, lines: 3, width: 160 }

/** Lines of text from a top edge down, as one path. */
function drawn(lines: readonly Line[], left: number, top: number, { fontSize, line }: typeof TITLE): string {
  return lines.map((each, index) => each.at(left, top + fontSize + index * line)).join('')
}

interface Heads {
  title: Line[]
  columns: Line[][]
  rows: Line[][]
}

/** Everything that is written, set into the width that it has. */
async function setHeads(
  { axes, template }: MatrixDto,
  view: View,
  layout: SheetLayout,
  words: LabelWords,
): Promise<Heads> {
  const along = (index: number | null, places: number, width: number, lines: number) => {
    const axis = index === null ? undefined : axes[index]
    if (!axis) return []
    return Promise.all(
      Array.from({ length: places }, (_, place) =>
        setParagraph(valueLabel(axis, place, words), HEAD, width, lines),
      ),
    )
  }
  return {
    title: await setParagraph(template ?? '', TITLE, layout.width - 2 * MARGIN, TITLE.lines),
    columns: await along(
      view.columns,
      layout.columns.length,
      layout.columns[0]?.width ?? HEAD.width,
      HEAD.lines,
    ),
    rows: await along(view.rows, layout.rows.length, HEAD.width - 16, HEAD.lines + 2),
  }
}

/** The heads and the places of pictures, as SVG of our own: paths and rectangles only, no text of anybody. */
function overlay({ title, columns, rows }: Heads, layout: SheetLayout, bottom: number): string {
  const paths = [
    drawn(title, MARGIN, MARGIN, TITLE),
    ...columns.map((lines, place) =>
      drawn(lines, layout.columns[place]?.left ?? 0, bottom - lines.length * HEAD.line, HEAD),
    ),
    ...rows.map((lines, place) => drawn(lines, MARGIN, layout.rows[place]?.top ?? 0, HEAD)),
  ]
  const places = layout.boxes
    .flat(2)
    .map(
      ({ left, top, width, height }) => `<rect x="${left}" y="${top}" width="${width}" height="${height}"/>`,
    )
  const { width, height } = layout
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="#eceae6">${places.join('')}</g><path fill="#1c1b19" d="${paths.join('')}"/></svg>`
}

/** A view of a matrix as one PNG: the pictures in their true shapes, with the heads of rows and columns. */
export async function drawSheet(
  blobs: Pick<BlobStore, 'bytes' | 'stat'>,
  matrix: MatrixDto,
  pictures: ReadonlyMap<string, MatrixPicture>,
  view: View,
  words: LabelWords,
): Promise<Buffer> {
  const cells = gridOf(matrix, view)
  const shapes = cells.map((row) =>
    row.map(({ run }) => run?.images.map((image) => image.asset ?? image.expected) ?? []),
  )
  const left = MARGIN + (view.rows === null ? 0 : HEAD.width)
  // Twice: how high the heads are shows once they are set, and that asks for the width.
  const heads = await setHeads(matrix, view, layOut(shapes, { top: 0, left }), words)
  const headLines = Math.max(0, ...heads.columns.map((lines) => lines.length))
  const bottom = MARGIN + heads.title.length * TITLE.line + 12 + headLines * HEAD.line
  const layout = layOut(shapes, { top: bottom + 12, left })
  const size = { width: layout.width + MARGIN, height: layout.height + MARGIN }
  allowDrawing()
  const layers: OverlayOptions[] = [{ input: Buffer.from(overlay(heads, layout, bottom)), left: 0, top: 0 }]
  for (const [row, across] of cells.entries()) {
    for (const [column, { run }] of across.entries()) {
      for (const [index, image] of (run?.images ?? []).entries()) {
        const box = layout.boxes[row]?.[column]?.[index]
        const picture = pictures.get(image.id)
        if (!box || !picture) continue
        // A picture whose thumbnail is not made yet keeps its place.
        const key = blobKeys.thumb(picture.sha256, box.width > 320 ? 640 : 320)
        if (!(await blobs.stat(key))) continue
        const { data, info } = await sharp(await blobs.bytes(key), OPEN_OPTIONS)
          .resize(box.width, box.height, { fit: 'fill' })
          .toColourspace('srgb')
          .removeAlpha()
          .raw()
          .toBuffer({ resolveWithObject: true })
        const { width, height, channels } = info
        layers.push({ input: data, raw: { width, height, channels }, left: box.left, top: box.top })
      }
    }
  }
  return sharp({ create: { ...size, channels: 3, background: '#ffffff' } })
    .composite(layers)
    .png({ compressionLevel: 6 })
    .toBuffer()
}
