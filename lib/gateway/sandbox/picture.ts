import 'server-only'
import { randomUUID } from 'node:crypto'
import { sharp } from '#lib/images/sharp.ts'
import { pixelsFor, type Size } from '#lib/models/catalogue.ts'
import { drawPicture } from './art/draw.ts'
import { pixelsOf, type SandboxCall } from './contract.ts'
import type { FaultKind } from './faults.ts'
import { withText } from './png-text.ts'
import { type FetchReference, readReferences } from './references.ts'
import type { Result } from './results.ts'

const SOFTWARE = 'Bunch sandbox: drawn by a program, not by a model'
/** Pre-drawn pictures kept for `instant`; at 4K each has about 20 MB. */
const MOST_PREDRAWN = 4
/** What a gateway was seen to answer to 4K, at the ratios it knows. */
const WRONG_TIER = '1K'

/** Draws what a call asks for. */
export interface Painter {
  paint(call: SandboxCall, options: PaintOptions): Promise<Result>
}

interface PaintOptions {
  /** Index of the picture in its run, from the caller's request id; '' without one. */
  variation: string
  instant: boolean
  fault: FaultKind | null
  signal: AbortSignal
}

export function createPainter(fetchReference?: FetchReference): Painter {
  const predrawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

  function drawOnce(size: Size): Promise<Uint8Array<ArrayBuffer>> {
    const name = `${size.width}x${size.height}`
    let png = predrawn.get(name)
    if (png === undefined) {
      const prompt = `A pre-drawn picture of ${name} pixels`
      png = drawPicture({ prompt, key: name, size, references: [], fineGrain: true })
      predrawn.set(name, png)
      const oldest = predrawn.keys().next()
      if (predrawn.size > MOST_PREDRAWN && !oldest.done) predrawn.delete(oldest.value)
    }
    return png
  }

  return {
    async paint(call, { variation, instant, fault, signal }) {
      if (instant || fault === 'instant') {
        const asked = pixelsOf(call, null)
        const size = fault === 'wrong-size' ? shrink(call, asked) : asked
        const parts = withText(await drawOnce(size), 'Comment', `copy ${randomUUID()}`)
        return { parts, type: 'image/png', fault, served: 0 }
      }
      const references = await readReferences(call.references, signal, fetchReference)
      signal.throwIfAborted()
      const asked = pixelsOf(call, references[0]?.size ?? null)
      const size = fault === 'wrong-size' ? shrink(call, asked) : asked
      const key = JSON.stringify([
        call.model,
        size.width,
        size.height,
        call.temperature,
        references.map(({ hash }) => hash),
        variation,
      ])
      const png = await drawPicture({ prompt: call.prompt, key, size, references })
      if (fault === 'jpeg' || fault === 'webp') {
        const other = await sharp(png).toFormat(fault, { quality: 90 }).toBuffer()
        return { parts: [new Uint8Array(other)], type: 'image/png', fault, served: 0 }
      }
      return { parts: withText(png, 'Software', SOFTWARE), type: 'image/png', fault, served: 0 }
    },
  }
}

function shrink(call: SandboxCall, asked: Size): Size {
  const small = pixelsOf({ ...call, tier: WRONG_TIER }, asked)
  // Asked for 1K, the wrong answer is another shape.
  return small.width === asked.width && small.height === asked.height ? pixelsFor('4:1', '512') : small
}
