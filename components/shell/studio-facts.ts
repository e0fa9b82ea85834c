import 'server-only'
import { getStudio, phase } from '#lib/server.ts'

/** What the pages need to know of the server before anything is fetched. */
export interface StudioFacts {
  /** No key is set: pictures are drawn by the sandbox and cost nothing. */
  sandbox: boolean
}

/** Pages are drawn while the studio still opens its database too; until then it is assumed to have a key. */
export async function studioFacts(): Promise<StudioFacts> {
  if (phase() !== 'ready') return { sandbox: false }
  const studio = await getStudio('GET')
  return { sandbox: studio.gateway.id === 'sandbox' }
}
