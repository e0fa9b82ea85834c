import type { BrowserContext } from 'playwright/test'

/** Somebody's way to ask a studio: with their session, from the studio's own pages. */
export interface Session {
  /** The studio's address, without a slash at the end. */
  url: string
  /** As a request carries it. */
  cookie(): Promise<string>
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** @param signIn gives the cookie; asked once, when it is first needed */
export function asSession(url: string, signIn: () => Promise<string>): Session {
  let signedIn: Promise<string> | null = null
  const cookie = () => {
    signedIn ??= signIn().catch((error: unknown) => {
      signedIn = null
      throw error
    })
    return signedIn
  }
  return {
    url,
    cookie,
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers)
      headers.set('cookie', await cookie())
      if (!headers.has('origin') && !headers.has('sec-fetch-site')) headers.set('origin', url)
      return fetch(`${url}${path}`, { ...init, headers })
    },
  }
}

/** Signs a browser in. Cookies know no ports: a context is signed in to one studio at a time. */
export async function enterContext(context: BrowserContext, session: Session): Promise<void> {
  const [name = '', value = ''] = (await session.cookie()).split('=', 2)
  await context.addCookies([{ name, value, url: session.url, httpOnly: true, sameSite: 'Lax' }])
}
