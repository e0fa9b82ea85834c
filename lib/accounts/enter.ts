import 'server-only'
import { AppError } from '#lib/errors.ts'
import type { Studio } from '#lib/studio.ts'
import type { EnteredDto } from './schema.ts'
import { clientOf, signIn } from './sign-in.ts'

/**
 * The answer to somebody who has just set their password: they are signed in. Where signing in is refused for now (too many
 * attempts at their account, by whomever), they are shown the way to the sign-in page instead: the password is set.
 */
export async function enter(
  studio: Studio,
  who: { email: string; password: string },
  request: Request,
): Promise<Response> {
  try {
    const { cookies } = await signIn(studio, who, clientOf(request))
    const response = Response.json({ to: '/' } satisfies EnteredDto)
    for (const line of cookies) response.headers.append('set-cookie', line)
    return response
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return Response.json({ to: '/sign-in' } satisfies EnteredDto)
  }
}
