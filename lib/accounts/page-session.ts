import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { PATH_HEADER } from '#lib/client-address.ts'
import { getStudio } from '#lib/server.ts'
import type { Studio } from '#lib/studio.ts'
import { returnPath } from './return-path.ts'
import { type Session, sessionActor } from './session.ts'

export interface PageSession extends Session {
  studio: Studio
}

/** Who looks at the page that is being drawn; asked once per request, however many parts of it want to know. */
export const pageSession = cache(async (): Promise<PageSession | null> => {
  const studio = await getStudio('GET')
  const session = await sessionActor(studio, { headers: await headers() })
  return session && { ...session, studio }
})

/**
 * The person for whom a page of the studio is drawn; whoever is signed out is sent to the sign-in page and comes back from
 * there. Every page calls it itself: Next draws a page again without its layout.
 */
export async function signedIn(): Promise<PageSession> {
  const session = await pageSession()
  if (session) return session
  const asked = URL.parse((await headers()).get(PATH_HEADER) ?? '/', 'http://studio.invalid')
  // What Next adds when it fetches a page's parts.
  asked?.searchParams.delete('_rsc')
  const path = returnPath(asked && asked.pathname + asked.search)
  redirect(path === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(path)}`)
}
