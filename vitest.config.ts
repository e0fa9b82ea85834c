import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// `server-only` throws outside a React server bundle; in tests every module runs on the server.
const alias = {
  'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
}

// That something happens is waited for, not when: a machine that stands still for some seconds fails no test.
const expect = { poll: { timeout: 30_000 } }

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,components,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts'],
          testTimeout: 60_000,
          expect,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['lib/**/*.integration.test.ts'],
          globalSetup: ['./lib/db/testing-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect,
          // Much of these suites is waiting, for processes to die and deadlines to pass.
          maxWorkers: 2,
        },
      },
    ],
  },
})
