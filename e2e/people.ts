import { randomUUID } from 'node:crypto'
import type { Role } from '#lib/accounts/roles.ts'
import type { MadeInviteDto } from '#lib/invites/schema.ts'
import type { Studio } from './studio.ts'

/** Somebody with an account in a test's studio. */
export interface Colleague {
  name: string
  email: string
  password: string
}

const json = { 'content-type': 'application/json' }

/** Makes an invitation as the owner, and gives the token of its link. */
export async function invite(studio: Studio, role: Role, email?: string): Promise<string> {
  const body = JSON.stringify({ role, email })
  const response = await studio.fetch('/api/admin/invites', { method: 'POST', headers: json, body })
  if (!response.ok) throw new Error(`inviting answered ${response.status}: ${await response.text()}`)
  const { url }: MadeInviteDto = await response.json()
  return url.split('/').at(-1) ?? ''
}

/** Lets somebody join by an invitation, without a browser; `studio.signIn` then gives their cookie. */
export async function addColleague(studio: Studio, role: Role, name = `The ${role}`): Promise<Colleague> {
  const token = await invite(studio, role)
  const colleague = { name, email: `${randomUUID()}@bunch.test`, password: 'seven quiet herons' }
  const response = await fetch(`${studio.url}/api/invites/accept`, {
    method: 'POST',
    headers: { ...json, origin: studio.url },
    body: JSON.stringify({ token, ...colleague }),
  })
  if (!response.ok) throw new Error(`joining answered ${response.status}: ${await response.text()}`)
  return colleague
}
