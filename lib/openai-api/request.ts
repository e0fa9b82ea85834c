import 'server-only'
import { z } from 'zod'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { Base64Value } from '#lib/lifted-json/base64-value.ts'
import { JsonTooLargeError, type LiftedJson, readLiftedJson } from '#lib/lifted-json/read.ts'
import {
  type ModelProfile,
  modelProfile,
  NAMED_SIZES,
  RATIOS,
  type RatioChoice,
  TIERS,
  type Tier,
} from '#lib/models/catalogue.ts'
import { ApiError } from './errors.ts'

/** A reference as a program sends it: an address to pass on, or the bytes of a data URI. */
export type SentReference = { url: string } | { bytes: Base64Value }

export interface ImagesRequest {
  prompt: string
  model: string
  ratio: RatioChoice
  tier: Tier
  /** A size outside the endpoint's table, passed on as it is; `ratio` and `tier` then say nothing. */
  rawSize: string | undefined
  n: number
  temperature: number | null
  references: SentReference[]
  responseFormat: 'url' | 'b64_json'
  /** Names of the `extra_fields` that were invalid or unknown. */
  ignored: string[]
}

/** Fourteen references of 7 MB in base64, and room for the rest. */
const MAX_BODY_BYTES = 140 * 1024 * 1024

/** What the endpoint's page calls its native resolution, where a request names a ratio and no size that is known. */
const DEFAULT_TIER: Tier = '2K'

const text = (param: string) =>
  z.string({
    error: (issue) => (issue.input === undefined ? `${param} is required.` : `${param} must be a string.`),
  })

const body = z.object({
  model: text('model').min(1, 'model is required.').max(100, 'model must have at most 100 characters.'),
  prompt: text('prompt').refine((prompt) => prompt.trim() !== '', 'prompt is empty.'),
  size: text('size').min(1, 'size is required.').max(100, 'size must have at most 100 characters.'),
  n: z
    .int(`n must be a whole number from 1 to ${GENERATION_LIMITS.maxImages}.`)
    .min(1, `n must be at least 1.`)
    .max(GENERATION_LIMITS.maxImages, `n must be at most ${GENERATION_LIMITS.maxImages}.`)
    .nullish(),
  response_format: z.enum(['url', 'b64_json'], 'response_format must be url or b64_json.').nullish(),
  stream: z.literal(false, 'stream is not supported: leave it out.').nullish(),
  extra_fields: z.unknown().optional(),
})

/** What `size` says by the endpoint's table; `null` for a size outside it, or one this model does not have. */
function knownSize(size: string, model: ModelProfile): { ratio: RatioChoice; tier: Tier } | null {
  const named = Object.entries(NAMED_SIZES).find(([name]) => name === size)?.[1]
  const tier = TIERS.find((known) => known === size)
  const found = named ?? (tier ? { ratio: 'auto' as const, tier } : null)
  return found && model.tiers.includes(found.tier) ? found : null
}

function referenceOf(entry: unknown, long: LiftedJson['long']): SentReference | null {
  if (typeof entry !== 'string') return null
  if (/^https?:\/\//i.test(entry) && URL.canParse(entry)) return { url: entry }
  const lifted = long.get(entry)
  if (lifted) return { bytes: lifted }
  return entry.startsWith('data:') ? { bytes: Base64Value.of(entry) } : null
}

interface ExtraFields {
  ratio: RatioChoice | undefined
  tier: Tier | undefined
  temperature: number | null
  references: SentReference[]
  ignored: string[]
}

/**
 * Reads `extra_fields` as the endpoint documents: what is unknown or invalid is ignored and the generation goes on. The
 * names of what was ignored are kept, to be told.
 */
function readExtraFields(value: unknown, model: ModelProfile, long: LiftedJson['long']): ExtraFields {
  const read: ExtraFields = {
    ratio: undefined,
    tier: undefined,
    temperature: null,
    references: [],
    ignored: [],
  }
  if (value === undefined || value === null) return read
  const fields = z.record(z.string(), z.unknown()).safeParse(value)
  if (!fields.success) return { ...read, ignored: ['extra_fields'] }
  for (const [name, field] of Object.entries(fields.data)) {
    const ratio = RATIOS.find((known) => known === field)
    const tier = TIERS.find((known) => known === field)
    const range = model.temperature
    if (name === 'aspect_ratio' && ratio && model.ratios.includes(ratio)) read.ratio = ratio
    else if (name === 'image_size' && tier && model.tiers.includes(tier)) read.tier = tier
    else if (
      name === 'temperature' &&
      typeof field === 'number' &&
      range &&
      field >= range.min &&
      field <= range.max
    )
      read.temperature = field
    else if (name === 'reference_images' && Array.isArray(field)) {
      for (const [index, entry] of field.entries()) {
        const reference = referenceOf(entry, long)
        if (reference) read.references.push(reference)
        else read.ignored.push(`reference_images[${index}]`)
      }
    } else read.ignored.push(name)
  }
  return read
}

/**
 * A request of the endpoint's contract, as its page documents it: `size` by its table, each half of it overridden by
 * `extra_fields`, sizes outside the table passed on as they are.
 *
 * @throws ApiError 400, 413
 */
export async function readImagesRequest(request: Request): Promise<ImagesRequest> {
  const json = await readBody(request)
  const parsed = body.safeParse(json.value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const param = issue?.path.join('.')
    throw new ApiError(
      400,
      'invalid_value',
      issue?.message ?? 'The body is not a request.',
      param ? { param } : {},
    )
  }
  const { model: id, prompt, size, n, response_format, extra_fields } = parsed.data
  const model = modelProfile(id)
  const extra = readExtraFields(extra_fields, model, json.long)
  const known = knownSize(size, model)
  const overridden = extra.ratio !== undefined || extra.tier !== undefined
  return {
    prompt: json.long.has(prompt) ? tooLong() : prompt,
    model: id,
    ratio: extra.ratio ?? known?.ratio ?? 'auto',
    tier: extra.tier ?? known?.tier ?? DEFAULT_TIER,
    rawSize: known || overridden ? undefined : size,
    n: n ?? 1,
    temperature: extra.temperature,
    references: extra.references,
    responseFormat: response_format ?? 'url',
    ignored: extra.ignored,
  }
}

function tooLong(): never {
  const message = `prompt must have at most ${GENERATION_LIMITS.promptMaxChars} characters.`
  throw new ApiError(400, 'prompt_too_long', message, { param: 'prompt' })
}

async function readBody(request: Request): Promise<LiftedJson> {
  const empty = new ApiError(400, 'invalid_json', 'The body is not JSON.')
  if (!request.body) throw empty
  try {
    const json = await readLiftedJson(request.body, MAX_BODY_BYTES)
    if (json.value === undefined) throw empty
    return json
  } catch (cause) {
    if (!(cause instanceof JsonTooLargeError)) throw cause
    const message = `The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB.`
    throw new ApiError(413, 'references_too_large', message, { cause })
  }
}
