import { checkReady } from '#lib/ready.ts'
import { phase } from '#lib/server.ts'

/** Readiness: 200 once the database is migrated and answers and the files can be written; 503 otherwise. */
export async function GET() {
  const now = phase()
  if (now !== 'ready') return Response.json({ status: now }, { status: 503 })
  const checks = await checkReady()
  const ok = Object.values(checks).every((state) => state === 'ok')
  return Response.json({ status: ok ? 'ready' : 'unready', checks }, { status: ok ? 200 : 503 })
}
