import 'server-only'
import { parseInput } from '#lib/http.ts'
import { type AuditQuery, auditQuery } from './schema.ts'

/** The filters of a request. @throws AppError `invalid_input` */
export function readAuditQuery(search: URLSearchParams): AuditQuery {
  const { cursor: _, ...filters } = Object.fromEntries(search)
  return parseInput(filters, auditQuery)
}
