import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { GATEWAY_FAILURE_KINDS } from '#lib/gateway/errors.ts'

/**
 * One picture's life. `queued` and `running` are live; the rest are final until a person retries.
 * `outcome_unknown` stands apart from `failed` because money may have been spent.
 */
export const IMAGE_STATUSES = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'outcome_unknown',
] as const
export type ImageStatus = (typeof IMAGE_STATUSES)[number]

/** What a running picture is doing: waiting for the gateway, or bringing its bytes home. */
export const IMAGE_STEPS = ['generating', 'saving'] as const

const billed = z.enum(['yes', 'no', 'unknown'])

const failureDto = z.object({
  /** Kinds of `GATEWAY_FAILURES`; `internal` for a fault of ours, `storage_full` where the disk had no room. */
  kind: z.enum([...GATEWAY_FAILURE_KINDS, 'internal', 'storage_full']),
  billed,
  /** The gateway's or the model's own words, safe to show; `null` where there are none. */
  message: z.nullable(z.string()),
  /** The field the gateway blamed. */
  param: z.nullable(z.string()),
  /** True where the gateway's link was kept: downloading the picture again costs nothing. */
  downloadable: z.boolean(),
})
export type FailureDto = z.infer<typeof failureDto>

export const imageDto = z.object({
  id: z.uuid(),
  generationId: z.uuid(),
  /** Place in its run, from 0. */
  index: z.number(),
  status: z.enum(IMAGE_STATUSES),
  step: z.nullable(z.enum(IMAGE_STEPS)),
  /** The shape to reserve on screen before the picture is there; pixels. For `auto` it is the likely one. */
  expected: z.object({ width: z.number(), height: z.number() }),
  /** ISO 8601. */
  queuedAt: z.string(),
  /** When the present or last attempt began; ISO 8601. */
  startedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  /** Median milliseconds of this model and tier in this studio's history, or the catalogue's usual. */
  expectedMs: z.nullable(z.number()),
  /** While queued after an automatic retry: why and until when (ISO 8601). */
  waiting: z.nullable(z.object({ kind: z.enum(GATEWAY_FAILURE_KINDS), until: z.string() })),
  failure: z.nullable(failureDto),
  /** Of a cancelled picture: whether a call was under way that may be charged; else `null`. */
  cancelBilled: z.nullable(billed),
  asset: z.nullable(
    z.object({
      /** Real pixels and type, read from the bytes. */
      width: z.number(),
      height: z.number(),
      mime: z.string(),
      bytes: z.number(),
      /** Base64 of the ThumbHash; `null` until thumbnails are made. */
      thumbHash: z.nullable(z.string()),
      /** True once `/thumb/{width}` answers at once. */
      thumbs: z.boolean(),
    }),
  ),
  /** True where the real pixels differ from what was asked. */
  mismatch: z.boolean(),
  /** 1 to 5, the team's. */
  rating: z.nullable(z.number()),
  /** Lower case, sorted. */
  tags: z.array(z.string()),
  note: z.string(),
  attempts: z.number(),
  deletedAt: z.nullable(z.string()),
})
export type ImageDto = z.infer<typeof imageDto>

/** One call to the gateway, for the viewer's history. */
export const attemptDto = z.object({
  id: z.uuid(),
  number: z.number(),
  startedAt: z.string(),
  finishedAt: z.nullable(z.string()),
  /** `null` while it runs. */
  outcome: z.nullable(z.enum(['succeeded', 'cancelled', 'internal', ...GATEWAY_FAILURE_KINDS])),
  httpStatus: z.nullable(z.number()),
  gatewayRequestId: z.nullable(z.string()),
  latencyMs: z.nullable(z.number()),
  /** Millionths of a US dollar. */
  estimatedPriceMicroUsd: z.nullable(z.number()),
  billed,
  message: z.nullable(z.string()),
})
export type AttemptDto = z.infer<typeof attemptDto>

/** Enough for a gallery tile. */
export const galleryItemDto = z.object({
  id: z.uuid(),
  generationId: z.uuid(),
  /** Its maker. */
  person: personRef,
  /** Only its maker sees it. */
  private: z.boolean(),
  width: z.number(),
  height: z.number(),
  thumbHash: z.nullable(z.string()),
  madeAt: z.string(),
  /** First 200 characters, for the tile's name to assistive technology; in a search those around the first hit. */
  prompt: z.string(),
  mismatch: z.boolean(),
  /** Anything but `succeeded` has no bytes to show: only in galleries that ask for it. */
  status: z.enum(IMAGE_STATUSES),
  /** 1 to 5, the team's. */
  rating: z.nullable(z.number()),
  /** Whether the person who asks has put a heart on it. */
  favourite: z.boolean(),
  /** In a search whose words the prompt does not all hold: the tags and the part of the note that hold some. */
  found: z.optional(z.array(z.string())),
})
export type GalleryItemDto = z.infer<typeof galleryItemDto>

export const galleryPageDto = z.object({ items: z.array(galleryItemDto), nextCursor: z.nullable(z.string()) })
export type GalleryPageDto = z.infer<typeof galleryPageDto>
