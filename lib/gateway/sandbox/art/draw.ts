import 'server-only'
import type { Size } from '#lib/models/catalogue.ts'
import type { SandboxReference } from '../references.ts'
import { drawCaption } from './caption.ts'
import { Drawing, type Family, type Scene } from './drawing.ts'
import { arches } from './families/arches.ts'
import { botanical } from './families/botanical.ts'
import { colourField } from './families/colour-field.ts'
import { landscape } from './families/landscape.ts'
import { orbital } from './families/orbital.ts'
import { poster } from './families/poster.ts'
import { ribbons } from './families/ribbons.ts'
import { skyline } from './families/skyline.ts'
import { stillLife } from './families/still-life.ts'
import { paletteFromPixels } from './palette.ts'
import { createRandom } from './random.ts'
import { renderPng } from './render.ts'
import { type FamilyName, readSubject } from './subject.ts'

const DRAW: Record<FamilyName, Family> = {
  landscape,
  'still-life': stillLife,
  poster,
  ribbons,
  botanical,
  skyline,
  'colour-field': colourField,
  orbital,
  arches,
}

export interface PictureRequest {
  /** Decides subject, family and colours, and stands in small type at the bottom. */
  prompt: string
  /** Decides the composition: everything else that was asked, and the picture's index in its run. */
  key: string
  size: Size
  references: readonly SandboxReference[]
  /** See `renderPng`. */
  fineGrain?: boolean
}

/** Draws a picture. The same request gives the same bytes. */
export async function drawPicture(request: PictureRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { prompt, key, size, references } = request
  const subject = readSubject(prompt, createRandom(`subject/${prompt}`))
  const unit = Math.sqrt((size.width * size.height) / 1_000_000)
  const scene: Scene = {
    width: size.width / unit,
    height: size.height / unit,
    random: createRandom(`${prompt}/${key}`),
    palette:
      references.length > 0
        ? paletteFromPixels(Buffer.concat(references.map(({ pixels }) => pixels)))
        : subject.palette,
    motifs: subject.motifs,
    pictures: references.map(({ picture }) => picture),
  }
  const drawing = new Drawing(scene)
  DRAW[subject.family](scene, drawing)
  await drawCaption(scene, drawing, prompt)
  return renderPng(scene, drawing, size, request.fineGrain)
}
