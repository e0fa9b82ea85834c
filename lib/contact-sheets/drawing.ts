import 'server-only'
import type { BlobStore } from '#lib/blob-store/blob-store.ts'
import { storedThumb } from '#lib/images/derivatives.ts'
import { OPEN_OPTIONS, sharp } from '#lib/images/sharp.ts'
import { setLine, setParagraph } from '#lib/typeset/typeset.ts'
import { captionsOf } from './captions.ts'
import type { SheetPicture } from './data.ts'
import { CAPTION, type Cell, HEADER, MARGIN, type Page, PROMPT_LINES } from './layout.ts'
import type { SheetOptions } from './options.ts'

const INK = '#222222'
const QUIET = '#6b6b6b'

/** A piece of text as an outline: glyphs are drawn, so that a sheet looks the same wherever it is opened. */
export interface Outline {
  /** SVG path data. */
  path: string
  colour: string
}

/** What stands above the pictures of a page: the sheet's name, and which page of how many. */
export async function headerOutlines(
  page: Page,
  title: string,
  place: { page: number; of: number },
): Promise<Outline[]> {
  const baseline = MARGIN + HEADER - 14
  const [name] = await setParagraph(title, { fontSize: 12 }, page.width - 2 * MARGIN - 60, 1)
  const outlines = name ? [{ path: name.at(MARGIN, baseline), colour: INK }] : []
  if (place.of === 1) return outlines
  const number = await setLine(`${place.page} / ${place.of}`, { fontSize: 8 })
  return [...outlines, { path: number.at(page.width - MARGIN - number.width, baseline), colour: QUIET }]
}

/** The captions of a cell. */
export async function captionOutlines(
  cell: Cell,
  picture: SheetPicture,
  captions: SheetOptions['captions'],
): Promise<Outline[]> {
  const outlines: Outline[] = []
  let baseline = cell.captions.y + CAPTION.above + CAPTION.fontSize
  const texts = captionsOf(picture, cell.index)
  // A fact that the picture does not have takes no line.
  for (const caption of captions.filter((each) => texts[each] !== '')) {
    const lines = await setParagraph(
      texts[caption],
      { fontSize: CAPTION.fontSize },
      cell.captions.width,
      caption === 'prompt' ? PROMPT_LINES : 1,
    )
    for (const line of lines) {
      const first = caption === 'number' || caption === 'prompt'
      outlines.push({ path: line.at(cell.captions.x, baseline), colour: first ? INK : QUIET })
      baseline += CAPTION.lineHeight
    }
  }
  return outlines
}

/**
 * A picture as large as a sheet shows it, from the smallest of its files that is enough.
 *
 * @param width pixels
 * @throws BlobNotFoundError
 */
export async function pixelsFor(
  blobs: Pick<BlobStore, 'stat' | 'withFile' | 'put'>,
  picture: SheetPicture,
  width: number,
): Promise<ReturnType<typeof sharp>> {
  const thumb = await storedThumb(blobs, picture.sha256, width <= 320 ? 320 : width <= 640 ? 640 : 1600)
  const bytes = await blobs.withFile(thumb.key, (path) =>
    sharp(path, OPEN_OPTIONS)
      .flatten({ background: '#fff' })
      .resize({ width: Math.max(1, Math.round(width)), withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true }),
  )
  const { width: w, height: h, channels } = bytes.info
  return sharp(bytes.data, { raw: { width: w, height: h, channels } })
}
