import { type SignedInDto, setUpInput } from '#lib/accounts/schema.ts'
import { setUpStudio } from '#lib/accounts/set-up.ts'
import { clientOf, signIn } from '#lib/accounts/sign-in.ts'
import { publicRoute, readJson } from '#lib/http.ts'

export const POST = publicRoute(async ({ request, studio, ip }) => {
  const input = await readJson(request, setUpInput)
  await setUpStudio(studio, input, ip)
  const { me, cookies } = await signIn(studio, input, clientOf(request))
  const response = Response.json({ me, to: '/' } satisfies SignedInDto)
  for (const line of cookies) response.headers.append('set-cookie', line)
  return response
})
