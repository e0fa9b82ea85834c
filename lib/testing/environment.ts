import type { TestDatabase } from '#lib/db/testing.ts'

/** Variables of a studio on a fresh database and folder, calling a sandbox gateway over HTTP. */
export async function studioEnvironment(
  fresh: () => Promise<TestDatabase>,
  gatewayUrl: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const { database, options } = await fresh()
  // The studio under test opens it itself.
  await database.close()
  return {
    OPENAI_API_KEY: 'sk-test-key-never-to-be-seen',
    OPENAI_BASE_URL: gatewayUrl,
    BUNCH_DATA_DIR: options.dataDir,
    BUNCH_LOG_LEVEL: 'warn',
    ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
    ...more,
  }
}
