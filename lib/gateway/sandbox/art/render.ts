import 'server-only'
import { sharp } from '#lib/images/sharp.ts'
import type { Size } from '#lib/models/catalogue.ts'
import type { Drawing, Scene } from './drawing.ts'
import { GRAIN_SIZE, grainTile } from './grain.ts'

/** Soft layers have about this many pixels, whatever the picture's size. */
const SOFT_AREA = 360_000

function wrap(scene: Scene, size: Size, definitions: readonly string[], body: string): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${scene.width} ${scene.height}" preserveAspectRatio="none"><defs>${definitions.join('')}</defs>${body}</svg>`,
  )
}

async function enlargeable(scene: Scene, drawing: Drawing, markup: string): Promise<string> {
  const scale = Math.sqrt(SOFT_AREA / (scene.width * scene.height))
  const size = { width: Math.round(scene.width * scale), height: Math.round(scene.height * scale) }
  const png = await sharp(wrap(scene, size, drawing.definitions, markup), { unlimited: true })
    .png({ compressionLevel: 1 })
    .toBuffer()
  // One pixel wider on each side, so that enlarging leaves no transparent seam at the edges.
  const bleed = 1 / scale
  return `<image x="${-bleed}" y="${-bleed}" width="${scene.width + bleed * 2}" height="${scene.height + bleed * 2}" preserveAspectRatio="none" href="data:image/png;base64,${png.toString('base64')}"/>`
}

/**
 * Rasterises a drawing to a PNG of exactly this many pixels. The work happens on sharp's threads.
 * @param fineGrain grain at single pixels even in large pictures, which makes files as heavy as a model's
 */
export async function renderPng(
  scene: Scene,
  drawing: Drawing,
  size: Size,
  fineGrain = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: string[] = []
  for (const layer of drawing.layers) {
    parts.push(layer.kind === 'crisp' ? layer.markup : await enlargeable(scene, drawing, layer.markup))
  }
  const pixelsPerUnit = size.width / scene.width
  const speck = fineGrain ? 1 : Math.max(1, pixelsPerUnit / 2)
  const tile = (GRAIN_SIZE * speck) / pixelsPerUnit
  const grain = `<pattern id="grain" width="${tile}" height="${tile}" patternUnits="userSpaceOnUse"><image width="${tile}" height="${tile}" href="${await grainTile()}"/></pattern>`
  parts.push(`<rect width="${scene.width}" height="${scene.height}" fill="url(#grain)"/>`)

  const svg = wrap(scene, size, [...drawing.definitions, grain], parts.join(''))
  const png = await sharp(svg, { unlimited: true, limitInputPixels: size.width * size.height * 2 })
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer()
  return new Uint8Array(png)
}
