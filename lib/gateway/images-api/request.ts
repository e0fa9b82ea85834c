import 'server-only'
import type { GatewayReference, GenerateRequest } from '#lib/gateway/adapter.ts'
import { NAMED_SIZES, type RatioChoice, type Tier } from '#lib/models/catalogue.ts'
import type { RequestBody } from '#lib/outbound/http-client.ts'

function sizeName(ratio: RatioChoice, tier: Tier): string {
  const named = Object.entries(NAMED_SIZES).find(([, size]) => size.ratio === ratio && size.tier === tier)
  return named?.[0] ?? tier
}

/** A multiple of three, so that encoded slices can be joined. */
const SLICE_BYTES = 3 * 256 * 1024

/**
 * The size half of a request. `extra_fields` carry both `aspect_ratio` and `image_size` or neither: whether one of them
 * alone overrides its half of `size` is left open by the documentation. `size` always says the same as they do, so that
 * a gateway that ignores `extra_fields` still comes as close as it can. `auto` names the tier alone, for which the
 * ratio is the first reference's or the model's own.
 */
function sizeFields(ratio: RatioChoice, tier: Tier, rawSize: string | undefined) {
  if (rawSize !== undefined) return { size: rawSize, extra: {} }
  if (ratio === 'auto') return { size: tier, extra: {} }
  return { size: sizeName(ratio, tier), extra: { aspect_ratio: ratio, image_size: tier } }
}

function* dataUri(reference: GatewayReference & { kind: 'bytes' }): Generator<Buffer> {
  yield Buffer.from(`"data:${reference.mime};base64,`)
  const { buffer, byteOffset, byteLength } = reference.bytes
  for (let at = 0; at < byteLength; at += SLICE_BYTES) {
    const slice = Buffer.from(buffer, byteOffset + at, Math.min(SLICE_BYTES, byteLength - at))
    yield Buffer.from(slice.toString('base64'), 'latin1')
  }
  yield Buffer.from('"')
}

function dataUriLength(reference: GatewayReference & { kind: 'bytes' }): number {
  return `"data:${reference.mime};base64,"`.length + Math.ceil(reference.bytes.byteLength / 3) * 4
}

/** What is sent for one picture: small parts ready, references encoded only while they leave. */
export function requestBody(request: GenerateRequest): RequestBody {
  const { size, extra } = sizeFields(request.ratio, request.tier, request.rawSize)
  const fields = { ...extra, ...(request.temperature === null ? {} : { temperature: request.temperature }) }
  const base = { model: request.model, prompt: request.prompt, size }
  if (request.references.length === 0) {
    const body = Object.keys(fields).length === 0 ? base : { ...base, extra_fields: fields }
    const bytes = Buffer.from(JSON.stringify(body))
    return { length: bytes.length, chunks: () => [bytes] }
  }
  const text = JSON.stringify({ ...base, extra_fields: { ...fields, reference_images: [] } })
  // The empty list is the last thing in the text: `[]}}`.
  const parts = [Buffer.from(text.slice(0, -3)), ...request.references.map(referencePart), Buffer.from(']}}')]
  return {
    length: parts.reduce((sum, part) => sum + part.length, 0),
    *chunks() {
      for (const part of parts) {
        if ('chunks' in part) yield* part.chunks()
        else yield part
      }
    },
  }
}

function referencePart(reference: GatewayReference, index: number): RequestBody {
  const comma = Buffer.from(index === 0 ? '' : ',')
  if (reference.kind === 'url') {
    const text = Buffer.concat([comma, Buffer.from(JSON.stringify(reference.url))])
    return { length: text.length, chunks: () => [text] }
  }
  return {
    length: comma.length + dataUriLength(reference),
    *chunks() {
      yield comma
      yield* dataUri(reference)
    },
  }
}
