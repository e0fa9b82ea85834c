import 'server-only'
import { sharp } from '#lib/images/sharp.ts'
import type { Size } from '#lib/models/catalogue.ts'
import type { Drawing, Scene } from './drawing.ts'
import { grainTile } from './grain.ts'

/** Soft layers have about this many pixels, whatever the picture's size. */
const SOFT_AREA = 240_000

interface Layers {
  definitions: readonly string[]
  /** In drawing units. */
  body: string
  /** In pixels, on top. */
  finish?: string
}

function svgOf(scene: Scene, size: Size, { definitions, body, finish = '' }: Layers): Buffer {
  const scale = `scale(${size.width / scene.width} ${size.height / scene.height})`
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><defs>${definitions.join('')}</defs><g transform="${scale}">${body}</g>${finish}</svg>`,
  )
}

async function enlargeable(scene: Scene, drawing: Drawing, markup: string): Promise<string> {
  const scale = Math.sqrt(SOFT_AREA / (scene.width * scene.height))
  const size = { width: Math.round(scene.width * scale), height: Math.round(scene.height * scale) }
  const svg = svgOf(scene, size, { definitions: drawing.definitions, body: markup })
  const png = await sharp(svg, { unlimited: true }).png({ compressionLevel: 1 }).toBuffer()
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
  const speck = fineGrain ? 1 : Math.max(1, Math.round((size.width / scene.width) * 0.7))
  const tile = await grainTile(speck)
  const grain = `<pattern id="grain" width="${tile.size}" height="${tile.size}" patternUnits="userSpaceOnUse"><image width="${tile.size}" height="${tile.size}" href="${tile.href}"/></pattern>`
  const svg = svgOf(scene, size, {
    definitions: [...drawing.definitions, grain],
    body: parts.join(''),
    finish: `<rect width="${size.width}" height="${size.height}" fill="url(#grain)"/>`,
  })
  const png = await sharp(svg, { unlimited: true, limitInputPixels: size.width * size.height * 2 })
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer()
  return new Uint8Array(png)
}
