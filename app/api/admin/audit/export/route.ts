import { readAuditQuery } from '#lib/audit/query.ts'
import { exportAudit } from '#lib/audit/service.ts'
import { route } from '#lib/http.ts'

export const GET = route('administer', async ({ request, studio, actor }) => {
  const file = exportAudit(studio, actor, readAuditQuery(new URL(request.url).searchParams))
  const day = studio.now().toISOString().slice(0, 10)
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bunch-audit-${day}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
})
