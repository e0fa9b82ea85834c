import { test as base, expect } from './fixtures.ts'
import { GATEWAY_KEY } from './sandbox.ts'
import { seededFolder } from './seeded-folder.ts'
import { Studio } from './studio.ts'

/**
 * The tests' `test`, whose studio begins with the library of `scripts/seed.ts`: 3,000 pictures of two years, by 24 people,
 * with boards, tags, ratings, hearts, kits, lineage, failures and a trash. Its owner is the tests' own and has made some of them;
 * everybody else of the library has the owner's password. The tests of one file share it.
 */
export const test = base.extend<object, { studio: Studio }>({
  studio: [
    async ({ gateway }, use) => {
      const env = { OPENAI_BASE_URL: gateway.url, OPENAI_API_KEY: GATEWAY_KEY }
      const studio = await Studio.create(env, { dataDir: await seededFolder() })
      try {
        await studio.start()
        await use(studio)
        expect(await studio.stop(), studio.output).toBe(0)
      } finally {
        await studio.remove()
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

export { expect }
