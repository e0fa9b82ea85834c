import 'server-only'
import type { attempts, generations, images } from '#lib/db/schema/schema.ts'
import type { AttemptDto, ImageDto } from './schema.ts'

type ImageRow = typeof images.$inferSelect
type GenerationRow = typeof generations.$inferSelect
type AttemptRow = typeof attempts.$inferSelect

const iso = (date: Date | null) => date?.toISOString() ?? null

/** A picture as the browser sees it. */
export function toImageDto(
  row: ImageRow,
  generation: Pick<GenerationRow, 'expectedWidth' | 'expectedHeight'>,
  attemptCount: number,
): ImageDto {
  const { failureKind: kind } = row
  return {
    id: row.id,
    generationId: row.generationId,
    index: row.index,
    status: row.status,
    step: row.step,
    expected: { width: generation.expectedWidth, height: generation.expectedHeight },
    queuedAt: row.queuedAt.toISOString(),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
    expectedMs: row.expectedMs,
    waiting:
      row.status === 'queued' && row.notBefore && kind && kind !== 'internal' && kind !== 'storage_full'
        ? { kind, until: row.notBefore.toISOString() }
        : null,
    failure:
      (row.status === 'failed' || row.status === 'outcome_unknown') && kind
        ? {
            kind,
            billed: row.failureBilled ?? 'unknown',
            message: row.failureMessage,
            param: row.failureParam,
            downloadable: row.resultUrl !== null,
          }
        : null,
    cancelBilled: row.status === 'cancelled' ? (row.failureBilled ?? 'unknown') : null,
    asset:
      row.sha256 && row.width && row.height && row.mime
        ? {
            width: row.width,
            height: row.height,
            mime: row.mime,
            bytes: row.bytes ?? 0,
            thumbHash: row.thumbHash,
            thumbs: row.thumbsAt !== null,
          }
        : null,
    mismatch: row.mismatch,
    rating: row.rating,
    tags: row.tags,
    note: row.note,
    attempts: attemptCount,
    deletedAt: iso(row.deletedAt),
  }
}

/** A call as the viewer's history shows it. */
export function toAttemptDto(row: AttemptRow): AttemptDto {
  return {
    id: row.id,
    number: row.number,
    startedAt: row.startedAt.toISOString(),
    finishedAt: iso(row.finishedAt),
    outcome: row.outcome,
    httpStatus: row.httpStatus,
    gatewayRequestId: row.gatewayRequestId,
    latencyMs: row.latencyMs,
    estimatedPriceMicroUsd: row.estimatedPriceMicroUsd,
    billed: row.billed,
    message: row.message,
  }
}
