import { auditPage } from '#lib/audit/data.ts'
import { readAuditQuery } from '#lib/audit/query.ts'
import { decodeCursor } from '#lib/cursor.ts'
import { route } from '#lib/http.ts'

const PAGE = 50

export const GET = route('administer', async ({ request, studio, actor }) => {
  const search = new URL(request.url).searchParams
  const cursor = decodeCursor(search.get('cursor'))
  const page = await auditPage(studio.db, actor, { ...readAuditQuery(search), cursor, limit: PAGE })
  return Response.json(page, { headers: { 'cache-control': 'no-store' } })
})
