/** Next's hook at the start of a server process. `next build` and other runtimes open nothing. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { runStudio } = await import('#lib/run.ts')
  runStudio()
}
