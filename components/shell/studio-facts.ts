import 'server-only'
import { cookies, headers } from 'next/headers'
import { signedIn } from '#lib/accounts/page-session.ts'
import { type MeDto, may } from '#lib/accounts/schema.ts'
import { isSecure } from '#lib/client-address.ts'
import { HTTP_NOTICE_COOKIE } from './preferences.ts'

/** What the pages need to know of the server before anything is fetched. */
export interface StudioFacts {
  /** No key is set: pictures are drawn by the sandbox and cost nothing. */
  sandbox: boolean
  /** Pictures that are made at once. */
  concurrency: number
  /** Who is signed in. */
  me: MeDto
  /** Passwords and cookies cross a network unencrypted; told to those who can change it, until they say that they know. */
  plainHttp: boolean
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

export async function studioFacts(): Promise<StudioFacts> {
  const { studio, me, actor } = await signedIn()
  const head = await headers()
  const known = (await cookies()).get(HTTP_NOTICE_COOKIE) !== undefined
  const plain = !isSecure({ headers: head }) && !LOOPBACK.test(head.get('host') ?? '')
  return {
    sandbox: studio.gateway.id === 'sandbox',
    concurrency: studio.env.BUNCH_CONCURRENCY,
    me,
    plainHttp: plain && !known && may(actor.role, 'administer'),
  }
}
