import type { BrowserContext, Page } from 'playwright/test'

/** A moment that a test holds open. */
export interface Held {
  /** Settles once something was asked for that is held back. */
  asked: Promise<void>
  /** Lets it all go on, and what comes later pass. */
  release: () => void
}

/** Code that is loaded when it is wanted. */
export const CODE = /\/_next\/static\/chunks\/.*\.js$/

/** Holds back what a page asks for, as a slow line does, until it is released. */
export async function hold(
  page: Page | BrowserContext,
  address: RegExp,
  method?: 'POST' | 'PUT' | 'DELETE',
): Promise<Held> {
  const asked = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    if (method === undefined || route.request().method() === method) {
      asked.resolve()
      await released.promise
    }
    await route.fallback()
  })
  return { asked: asked.promise, release: released.resolve }
}

/** Settles once the page shows something: nobody does anything in one that is not there, nor is its style. */
async function shown(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
}

/** Opens a page as far as it is without its scripts, which come with the release. */
export async function openWithoutCode(page: Page, path: string): Promise<Held> {
  const code = await hold(page, CODE)
  await page.goto(path, { waitUntil: 'commit' })
  await shown(page)
  return code
}
