import 'server-only'
import type { Studio } from '#lib/studio.ts'
import { openSession } from './open-session.ts'
import type { EnteredDto } from './schema.ts'
import { clientOf } from './sign-in.ts'

/**
 * The answer to somebody who has just set their password by a link: they are signed in. By who they are, not by the
 * password: however often a stranger has guessed at their account, they come in.
 */
export async function enter(
  studio: Studio,
  personId: string,
  by: 'invite' | 'password_link',
  request: Request,
): Promise<Response> {
  const signedIn = await openSession(studio, personId, clientOf(request), { by })
  // Suspended or removed within the last moment: the sign-in page says the rest.
  const response = Response.json({ to: signedIn ? '/' : '/sign-in' } satisfies EnteredDto)
  for (const line of signedIn?.cookies ?? []) response.headers.append('set-cookie', line)
  return response
}
