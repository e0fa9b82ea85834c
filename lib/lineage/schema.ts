import * as z from 'zod/mini'
import { DERIVATIONS } from '#lib/generations/derivations.ts'
import { galleryItemDto } from '#lib/images/schema.ts'
import { LINEAGE_LIMITS } from './limits.ts'

/** `GET /api/images/{id}/lineage?levels=`: steps back and on. */
export const lineageQuery = z.object({
  levels: z._default(
    z.coerce.number().check(z.int(), z.minimum(1), z.maximum(LINEAGE_LIMITS.levels)),
    LINEAGE_LIMITS.levels,
  ),
})

/**
 * From what a picture was made, and what was made from it, as far as the person sees: a picture that is not theirs to see is
 * not there, and nothing is told of what lies behind it.
 */
export const lineageDto = z.object({
  nodes: z.array(
    z.object({
      item: galleryItemDto,
      /** Steps from the picture asked about: 0 is itself, -1 what it was made from, 1 what was made from it. */
      level: z.number(),
    }),
  ),
  /** Each pair once. */
  edges: z.array(
    z.object({
      /** Id of the picture gone on from. */
      from: z.uuid(),
      to: z.uuid(),
      /** It was a reference. */
      reference: z.boolean(),
      /** What was done with its recipe, if it was taken up. */
      derivation: z.nullable(z.enum(DERIVATIONS)),
    }),
  ),
  /** There are more that the person would see. */
  truncated: z.boolean(),
})
export type LineageDto = z.infer<typeof lineageDto>
export type LineageNode = LineageDto['nodes'][number]
export type LineageEdge = LineageDto['edges'][number]
