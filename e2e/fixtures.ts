import { randomUUID } from 'node:crypto'
import { type BrowserContext, test as base, expect, type Page } from 'playwright/test'
import type { Role } from '#lib/accounts/schema.ts'
import { makePerson, type Person } from './person.ts'
import { removeRun, runsAbout } from './runs.ts'
import { GATEWAY_KEY, OWNER_API_KEY, Sandbox } from './sandbox.ts'
import { Studio } from './studio.ts'

interface WorkerFixtures {
  /** The gateway that the studio calls: the sandbox over real HTTP. */
  gateway: Sandbox
  /** A running studio that the tests of one worker share. */
  studio: Studio
}

interface TestFixtures {
  /** Makes studios of a test's own, removed after it; the gateway is set unless `env` says otherwise. */
  newStudio: (env?: Record<string, string>, from?: 'empty') => Promise<Studio>
  /** Makes a person with an account of the shared studio, a member unless said otherwise. */
  newPerson: (about?: { role?: Role; name?: string }) => Promise<Person>
  /** A second browser, in which this person is signed in; closed after the test, and watched as the first is. */
  signedInAs: (person: Person) => Promise<Page>
  /** Makes a prompt that is the test's own; its runs in the shared studio are removed after the test. */
  prompt: (words: string) => string
  /** Problems that a test expects, as parts of their text; everything else fails it. */
  expectedProblems: string[]
  watchedPages: undefined
}

/** Notes whatever a good page never does: errors, and requests to anybody but the studio. */
function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost') {
      problems.push(`a request to ${request.url()}`)
    }
  })
}

function expectNoProblems(problems: string[], expected: string[]): void {
  const unexpected = problems.filter((problem) => !expected.some((part) => problem.includes(part)))
  expect(unexpected, 'what pages did wrong').toEqual([])
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  gateway: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
    async ({}, use) => {
      const gateway = await Sandbox.start()
      await use(gateway)
      await gateway.stop()
    },
    { scope: 'worker' },
  ],

  studio: [
    async ({ gateway }, use) => {
      const studio = await Studio.create({
        OPENAI_BASE_URL: gateway.url,
        OPENAI_API_KEY: GATEWAY_KEY,
        BUNCH_OWNER_API_KEY: OWNER_API_KEY,
      })
      try {
        await studio.start()
        await use(studio)
        expect(await studio.stop(), studio.output).toBe(0)
        expect(studio.output).not.toContain(GATEWAY_KEY)
        expect(studio.output).not.toContain(OWNER_API_KEY)
      } finally {
        await studio.remove()
      }
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // After `prompt`, and so closed before it: a page still open would ask for pictures that are being removed.
  context: async ({ prompt: _, context, studio }, use) => {
    await studio.enter(context)
    await use(context)
  },

  newStudio: async ({ gateway, context }, use) => {
    const studios: Studio[] = []
    await use(async (env = {}, from) => {
      const gatewayEnv = { OPENAI_BASE_URL: gateway.url, OPENAI_API_KEY: GATEWAY_KEY }
      const studio = await Studio.create({ ...gatewayEnv, ...env }, from)
      // The test's pages look at the studio that was started last, as its owner.
      studio.onStart = () => (env.BUNCH_OWNER_EMAIL === '' ? Promise.resolve() : studio.enter(context))
      studios.push(studio)
      return studio
    })
    // First the pages, which would complain of a server that went away.
    for (const page of context.pages()) await page.close()
    // All are stopped before the first folder goes: two may share one.
    await Promise.all(studios.map((studio) => studio.kill()))
    for (const studio of studios) await studio.remove()
  },

  newPerson: async ({ studio }, use) => {
    await use((about) => makePerson(studio, about))
  },

  signedInAs: async (
    { prompt: _, browser, studio, contextOptions, expectedProblems, locale, viewport },
    use,
  ) => {
    const problems: string[] = []
    const contexts: BrowserContext[] = []
    await use(async (person) => {
      const context = await browser.newContext({ ...contextOptions, locale, viewport, baseURL: studio.url })
      contexts.push(context)
      context.on('page', (page) => watch(page, problems))
      await person.enter(context)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
    expectNoProblems(problems, expectedProblems)
  },

  prompt: async ({ studio }, use) => {
    const mark = randomUUID().slice(0, 8)
    let made = false
    await use((words) => {
      made = true
      return `${words} ${mark}`
    })
    if (!made) return
    for (const run of await runsAbout(studio, mark)) await removeRun(studio, run)
  },

  baseURL: async ({ studio }, use) => use(studio.url),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern.
  expectedProblems: async ({}, use) => use([]),

  watchedPages: [
    async ({ context, expectedProblems }, use) => {
      const problems: string[] = []
      context.on('page', (page) => watch(page, problems))
      await use(undefined)
      expectNoProblems(problems, expectedProblems)
    },
    { auto: true },
  ],
})

export { expect }
