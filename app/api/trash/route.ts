import { may } from '#lib/accounts/roles.ts'
import { decodeCursor } from '#lib/cursor.ts'
import { route } from '#lib/http.ts'
import { trashPage } from '#lib/trash/data.ts'

const PAGE = 100

export const GET = route('make', async ({ request, studio, actor }) => {
  const query = new URL(request.url).searchParams
  const team = query.get('scope') === 'team' && may(actor.role, 'administer')
  const page = await trashPage(studio.db, actor, {
    scope: team ? 'team' : 'mine',
    cursor: decodeCursor(query.get('cursor')),
    limit: PAGE,
    days: studio.env.BUNCH_TRASH_DAYS,
  })
  return Response.json(page)
})
