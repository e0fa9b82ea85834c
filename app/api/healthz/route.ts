/** Liveness: the process answers. Says nothing of the database; `/api/readyz` does. */
export function GET() {
  return Response.json({ status: 'ok' })
}
