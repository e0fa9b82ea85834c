import 'server-only'
import { may } from '#lib/accounts/schema.ts'
import { decodeCursor } from '#lib/cursor.ts'
import type { Db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { CSV_BOM, csvLine } from './csv.ts'
import { auditPage } from './data.ts'
import type { AuditEntryDto, AuditPageDto, AuditQuery } from './schema.ts'

/** Entries read at a time: the memory an export of any length takes. */
const EXPORT_PAGE = 500

const COLUMNS = [
  'time (UTC)',
  'person',
  'person id',
  'action',
  'target',
  'target id',
  'name',
  'details',
  'address',
]

/**
 * The log as a CSV file in UTF-8, newest first, read page by page while it is sent.
 *
 * @throws AppError `not_found` for who may not administer
 */
export function exportAudit(
  { db }: Pick<Studio, 'db'>,
  actor: Actor,
  query: AuditQuery,
): ReadableStream<Uint8Array> {
  if (!may(actor.role, 'administer')) throw new AppError('not_found')
  const parts = exportedText(db, actor, query)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(Buffer.from(value))
    },
    cancel: () => void parts.return(undefined),
  })
}

async function* exportedText(db: Db, actor: Actor, query: AuditQuery): AsyncGenerator<string, undefined> {
  yield CSV_BOM + csvLine(COLUMNS)
  let cursor: string | null = null
  do {
    const page: AuditPageDto = await auditPage(db, actor, {
      ...query,
      cursor: decodeCursor(cursor),
      limit: EXPORT_PAGE,
    })
    if (page.items.length > 0) yield page.items.map(lineOf).join('')
    cursor = page.nextCursor
  } while (cursor !== null)
}

function lineOf({
  at,
  person,
  action,
  targetType,
  targetId,
  targetName,
  details,
  ip,
}: AuditEntryDto): string {
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value ?? 'none'}`)
  return csvLine([
    at,
    person?.name ?? null,
    person?.id ?? null,
    action,
    targetType,
    targetId,
    targetName,
    facts.join(', '),
    ip,
  ])
}
