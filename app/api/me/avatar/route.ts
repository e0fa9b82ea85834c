import { route } from '#lib/http.ts'
import { removeAvatar, setAvatar } from '#lib/profile/service.ts'
import { uploadBody } from '#lib/references/upload-request.ts'

export const PUT = route('view', async ({ request, studio, actor }) => {
  await setAvatar(studio, actor, uploadBody(request))
  return new Response(null, { status: 204 })
})

export const DELETE = route('view', async ({ studio, actor }) => {
  await removeAvatar(studio, actor)
  return new Response(null, { status: 204 })
})
