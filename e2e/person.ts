import { randomUUID } from 'node:crypto'
import type { BrowserContext } from 'playwright/test'
import type { MeDto, Role } from '#lib/accounts/schema.ts'
import { asSession, enterContext, type Session } from './session.ts'
import type { Studio } from './studio.ts'

/** Somebody with an account of a test's studio, and a client of theirs: `person.fetch` asks as they would. */
export interface Person extends Session {
  id: string
  name: string
  email: string
  password: string
  role: Role
  /** Signs a browser in as this person. */
  enter(context: BrowserContext): Promise<void>
}

/** Invites a person as the owner and accepts as them, over the API as it is. */
export async function makePerson(
  studio: Studio,
  about: { role?: Role; name?: string } = {},
): Promise<Person> {
  const { role = 'member' } = about
  const mark = randomUUID().slice(0, 8)
  const person = {
    name: about.name ?? `${role} ${mark}`,
    email: `${role}-${mark}@bunch.test`,
    password: `a quiet ${mark} orchard`,
  }
  const invited = await studio.fetch('/api/admin/invites', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  })
  if (!invited.ok) throw new Error(`inviting answered ${invited.status}: ${await invited.text()}`)
  const { url } = (await invited.json()) as { url: string }
  const token = url.split('/').at(-1)
  const accepted = await fetch(`${studio.url}/api/invites/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: studio.url },
    body: JSON.stringify({ token, ...person }),
  })
  if (!accepted.ok) throw new Error(`accepting answered ${accepted.status}: ${await accepted.text()}`)
  const session = asSession(studio.url, () => studio.signIn(person))
  const me = (await (await session.fetch('/api/me')).json()) as MeDto
  return { ...person, ...session, id: me.id, role, enter: (context) => enterContext(context, session) }
}
