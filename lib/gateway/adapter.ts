import 'server-only'
import type { RatioChoice, Tier } from '#lib/models/catalogue.ts'

/** A reference as the gateway will see it, in the order the model sees them. */
export type GatewayReference =
  | { kind: 'bytes'; mime: string; bytes: Uint8Array }
  /** Passed on as it is; the gateway or the model fetches it. */
  | { kind: 'url'; url: string }

/** One call for one picture. */
export interface GenerateRequest {
  model: string
  prompt: string
  ratio: RatioChoice
  tier: Tier
  /** `null` omits the parameter. */
  temperature: number | null
  references: readonly GatewayReference[]
  /**
   * For `/v1` requests whose caller chose a raw `size` outside the table: sent as it is, with no ratio or tier, so that
   * the model falls back to its default as the endpoint documents.
   */
  rawSize?: string
  /** Sent as `X-Client-Request-Id`: `{generation id}.{index of the picture in its run}`. */
  clientRequestId: string
  /** Aborts when the deadline passes, when a person cancels, or when the process must stop now. */
  signal: AbortSignal
  /** Called once, right before the first byte leaves: from here on money may be spent. */
  onSent?: () => void | Promise<void>
  /**
   * Called as soon as the gateway has answered with a link, before it is downloaded, so that a crash in between can
   * resume the download instead of paying again.
   */
  onResultUrl?: (url: string) => void | Promise<void>
}

/** A picture's bytes as they came, streamed so that a 30 MB picture is never held twice. */
export interface GeneratedImage {
  bytes: AsyncIterable<Uint8Array>
}

export interface GenerateResult {
  images: GeneratedImage[]
  /** HTTP status of the answer. */
  status: number
  /** The gateway's id of the call, if it sent one. */
  requestId: string | null
  /** The model's own words beside the picture, if any. */
  text: string | null
  /** The link the picture came from, if it came as a link. */
  resultUrl: string | null
}

/** One kind of image endpoint. Every failure is thrown as a `GatewayError`. */
export interface GatewayAdapter {
  generate(request: GenerateRequest): Promise<GenerateResult>
  /** Downloads a link kept from an earlier answer again. Throws `GatewayError('result_lost')` when it is gone. */
  download(url: string, signal: AbortSignal): Promise<GeneratedImage>
  /** Model ids the gateway says it offers. */
  models(signal: AbortSignal): Promise<string[]>
}
