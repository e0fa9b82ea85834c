import { randomUUID } from 'node:crypto'
import type { BrowserContext } from 'playwright/test'
import type { MeDto, Role } from '#lib/accounts/schema.ts'
import { addColleague, type Colleague } from './people.ts'
import { asSession, enterContext, type Session } from './session.ts'
import type { Studio } from './studio.ts'

/** Somebody with an account of a test's studio, and a client of theirs: `person.fetch` asks as they would. */
export interface Person extends Session, Colleague {
  id: string
  role: Role
  /** Signs a browser in as this person. */
  enter(context: BrowserContext): Promise<void>
}

/** Lets somebody join, and signs them in over the API. */
export async function makePerson(
  studio: Studio,
  about: { role?: Role; name?: string } = {},
): Promise<Person> {
  const { role = 'member', name = `${role} ${randomUUID().slice(0, 8)}` } = about
  const colleague = await addColleague(studio, role, name)
  const session = asSession(studio.url, () => studio.signIn(colleague))
  const me = (await (await session.fetch('/api/me')).json()) as MeDto
  return { ...colleague, ...session, id: me.id, role, enter: (context) => enterContext(context, session) }
}
