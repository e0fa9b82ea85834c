import 'server-only'
import { OWNER_ID } from '#lib/accounts/mutations.ts'
import type { MeDto } from '#lib/accounts/schema.ts'
import { getStudio, phase } from '#lib/server.ts'

/** What the pages need to know of the server before anything is fetched. */
export interface StudioFacts {
  /** No key is set: pictures are drawn by the sandbox and cost nothing. */
  sandbox: boolean
  /** Who is signed in. */
  me: Pick<MeDto, 'id' | 'role'>
}

/** Pages are drawn while the studio still opens its database too; until then it is assumed to have a key. */
export async function studioFacts(): Promise<StudioFacts> {
  const me = { id: OWNER_ID, role: 'owner' as const }
  if (phase() !== 'ready') return { sandbox: false, me }
  const studio = await getStudio('GET')
  return { sandbox: studio.gateway.id === 'sandbox', me }
}
