import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { blobKeys } from '#lib/blob-store/blob-store.ts'
import { drawPicture } from '#lib/gateway/sandbox/art/draw.ts'
import { createRandom, type Random } from '#lib/gateway/sandbox/art/random.ts'
import { allowDrawing, sharp } from '#lib/images/sharp.ts'
import { makeThumbs } from '#lib/images/thumbnails.ts'
import { pixelsFor, type Ratio, type Tier } from '#lib/models/catalogue.ts'
import { encodeReference } from '#lib/references/encode.ts'
import type { Studio } from '#lib/studio.ts'
import { promptAbout } from './prompts.ts'
import { pickWeighted } from './rows.ts'
import { THEMES, type Theme } from './themes.ts'

/** One distinct original, with everything that is made of it. */
export interface SeedFile {
  theme: Theme
  ratio: Ratio
  tier: Tier
  sha256: string
  mime: string
  width: number
  height: number
  bytes: number
  thumbHash: string
  look: string
  /** Whether it is kept as a reference too. */
  isReference: boolean
}

type Blobs = Studio['blobs']

const RATIO_WEIGHTS: readonly (readonly [Ratio, number])[] = [
  ['1:1', 26],
  ['16:9', 20],
  ['3:4', 14],
  ['9:16', 10],
  ['4:3', 9],
  ['2:3', 6],
  ['3:2', 6],
  ['4:5', 4],
  ['21:9', 3],
  ['5:4', 1],
  ['1:4', 0.4],
  ['4:1', 0.4],
  ['8:1', 0.2],
]
const TIER_WEIGHTS: readonly (readonly [Tier, number])[] = [
  ['512', 12],
  ['1K', 56],
  ['2K', 24],
  ['4K', 8],
]
/** Every so many-th file is used as a reference by somebody. */
const REFERENCE_EVERY = 5

/**
 * Draws so many different pictures as the sandbox would, and stores each with its thumbnails. They are drawn small, where
 * drawing takes a quarter of a second, and enlarged to the pixels of their tier: nobody looks at them at full size.
 *
 * @param onFile told how many are there
 */
export async function makeFiles(
  blobs: Blobs,
  count: number,
  seed: string,
  onFile: (done: number) => void,
): Promise<SeedFile[]> {
  allowDrawing()
  const files: SeedFile[] = []
  let next = 0
  let done = 0
  const work = async () => {
    while (next < count) {
      const index = next++
      files[index] = await makeFile(blobs, index, createRandom(`${seed}/file/${index}`))
      onFile(++done)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return files
}

async function makeFile(blobs: Blobs, index: number, random: Random): Promise<SeedFile> {
  const theme = THEMES[index % THEMES.length] ?? THEMES[0]
  // The first ones are of every kind that is asked for most, so that a small library has them too.
  const [ratio] = RATIO_WEIGHTS[index] ?? pickWeighted(RATIO_WEIGHTS, ([, weight]) => weight, random)
  const [tier] = pickWeighted(TIER_WEIGHTS, ([, weight]) => weight, random)
  const drawn = await drawPicture({
    prompt: promptAbout(theme, random),
    key: String(index),
    size: pixelsFor(ratio, '512'),
    references: [],
  })
  const size = pixelsFor(ratio, tier)
  const bytes = tier === '512' ? drawn : await enlarged(drawn, size)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await blobs.put(blobKeys.original(sha256), bytes)
  const { thumbHash, look } = await makeThumbs(blobs, sha256)
  const isReference = index % REFERENCE_EVERY === 0 && tier !== '4K'
  if (isReference) await keepAsReference(blobs, sha256, bytes)
  const mime = tier === '512' ? 'image/png' : 'image/jpeg'
  return { theme, ratio, tier, sha256, mime, ...size, bytes: bytes.length, thumbHash, look, isReference }
}

async function enlarged(png: Uint8Array, size: { width: number; height: number }): Promise<Uint8Array> {
  return sharp(png)
    .resize({ ...size, fit: 'fill' })
    .jpeg({ quality: 84 })
    .toBuffer()
}

/** What the studio does when somebody uses a picture of its own as a reference; these are small enough to go as they are. */
async function keepAsReference(blobs: Blobs, sha256: string, bytes: Uint8Array): Promise<void> {
  const encoded = await encodeReference(bytes)
  if (encoded.converted) throw new Error('a seeded picture had to be converted to be a reference')
  await blobs.put(blobKeys.reference(sha256), encoded.bytes)
  await blobs.put(blobKeys.referenceThumb(sha256), encoded.thumb)
}
