import 'server-only'
import {
  MODELS,
  modelProfile,
  NAMED_SIZES,
  nearestRatio,
  pixelsFor,
  type Ratio,
  type Size,
  type Tier,
} from '#lib/models/catalogue.ts'
import { SandboxError } from './envelope.ts'

/** The endpoint's size table. `ratio` null is "native": the first reference's, else 1:1. */
const SIZES: ReadonlyMap<string, { tier: Tier; ratio: Ratio | null }> = new Map<
  string,
  { tier: Tier; ratio: Ratio | null }
>([
  ...Object.entries(NAMED_SIZES),
  ['512', { tier: '512', ratio: null }],
  ['1K', { tier: '1K', ratio: null }],
  ['2K', { tier: '2K', ratio: null }],
  ['4K', { tier: '4K', ratio: null }],
])

/** What a size outside the table gives: the page calls the models "native 2K resolution … by default". */
const DEFAULT_TIER: Tier = '2K'

/** One call as the endpoint understands it. */
export interface SandboxCall {
  model: string
  prompt: string
  /** As sent. */
  size: string
  tier: Tier
  /** `null` follows the first reference. */
  ratio: Ratio | null
  temperature: number | null
  /** Links, data URIs or bare base64, in order. */
  references: readonly string[]
  responseFormat: 'url' | 'b64_json'
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function required(body: Record<string, unknown>, param: string): string {
  const value = body[param]
  if (value === undefined || value === null || value === '') {
    throw new SandboxError({
      status: 400,
      message: `${param} is required`,
      param,
      code: 'missing_required_parameter',
    })
  }
  if (typeof value !== 'string') {
    throw new SandboxError({ status: 400, message: `${param} must be a string`, param, code: 'invalid_type' })
  }
  return value
}

/**
 * Reads a request's JSON body. `model`, `prompt` and `size` are required; whatever is unknown or invalid inside
 * `extra_fields`, and any other field (`n` too: one call makes one picture), is silently ignored, as the page says.
 */
export function readCall(body: unknown): SandboxCall {
  if (!isRecord(body)) {
    throw new SandboxError({
      status: 400,
      message: 'the request body must be a JSON object',
      code: 'invalid_json',
    })
  }
  const model = required(body, 'model')
  const prompt = required(body, 'prompt')
  const size = required(body, 'size')
  if (!MODELS.some(({ id }) => id === model)) {
    throw new SandboxError({
      status: 503,
      message: `No available channel for model ${model} under group default`,
      type: 'new_api_error',
      code: 'model_not_found',
    })
  }

  const { tiers, ratios, references, temperature: allowed } = modelProfile(model)
  const extra = isRecord(body.extra_fields) ? body.extra_fields : {}
  const implied = SIZES.get(size)
  const tier = tiers.find((known) => known === extra.image_size) ?? implied?.tier ?? DEFAULT_TIER
  const ratio = ratios.find((known) => known === extra.aspect_ratio) ?? implied?.ratio ?? null
  const temperature = extra.temperature
  const isTemperature =
    typeof temperature === 'number' &&
    allowed !== null &&
    temperature >= allowed.min &&
    temperature <= allowed.max
  const images: unknown[] = Array.isArray(extra.reference_images) ? extra.reference_images : []
  const isImage = (image: unknown): image is string => typeof image === 'string' && image !== ''
  return {
    model,
    prompt,
    size,
    // The table's `512` is not among every model's tiers.
    tier: tiers.includes(tier) ? tier : DEFAULT_TIER,
    ratio,
    temperature: isTemperature ? temperature : null,
    references: images.filter(isImage).slice(0, references.max),
    responseFormat: body.response_format === 'b64_json' ? 'b64_json' : 'url',
  }
}

/** The pixels a call gives. `native` is the first reference's own size, where there is one. */
export function pixelsOf(call: SandboxCall, native: Size | null): Size {
  const ratios = modelProfile(call.model).ratios
  const ratio = call.ratio ?? (native === null ? '1:1' : nearestRatio(native, ratios))
  return pixelsFor(ratio, call.tier)
}
