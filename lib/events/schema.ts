import * as z from 'zod/mini'
import { GATEWAY_FAILURE_KINDS } from '#lib/gateway/errors.ts'
import { generationDto } from '#lib/generations/schema.ts'
import { LISTS } from './lists.ts'

/** The state of the queue as a person sees it. */
export const queueStateDto = z.object({
  running: z.number(),
  /** Ids of waiting pictures in the order they will start, at most 200; `null` for one that the person may not see. */
  queued: z.array(z.nullable(z.uuid())),
  queuedTotal: z.number(),
  /** Set when the gateway refused the key or the account: nothing starts until somebody resumes. */
  paused: z.nullable(
    z.object({ kind: z.enum(GATEWAY_FAILURE_KINDS), message: z.nullable(z.string()), since: z.string() }),
  ),
})
export type QueueStateDto = z.infer<typeof queueStateDto>

/**
 * What `/api/events` sends. Each event has an `id` (milliseconds of the server's clock) that the browser returns as
 * `Last-Event-ID`; the server then replays every generation changed since, so nothing is missed. Events carry whole
 * states and may arrive twice: applying one is idempotent.
 */
export const studioEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('generation'), generation: generationDto }),
  z.object({ type: z.literal('queue'), queue: queueStateDto }),
  /** A run that the person could see until then (ISO 8601) became private or went to the trash: forget it. */
  z.object({ type: z.literal('hidden'), generationId: z.uuid(), at: z.string() }),
  /** Something about a board that the person may see (or could until now) changed: ask for it again. */
  z.object({ type: z.literal('board'), boardId: z.uuid() }),
  /** Something that the person may see of a list (or could until now) changed: ask for it again. */
  z.object({ type: z.literal('list'), list: z.enum(LISTS) }),
  /** The person's own heart on pictures, given or taken in any of their browsers. */
  z.object({ type: z.literal('hearts'), imageIds: z.array(z.uuid()), favourite: z.boolean() }),
  /** Too much has changed to replay: fetch afresh. */
  z.object({ type: z.literal('reset') }),
])
export type StudioEvent = z.infer<typeof studioEvent>
