import 'server-only'
import { may } from '#lib/accounts/schema.ts'
import type { Actor } from '#lib/studio.ts'
import type { BoardAccess, BoardDto } from './schema.ts'

interface Rights {
  ownerId: string
  access: BoardAccess
  archivedAt: Date | null
}

/**
 * What a person may do with a board that they see (whether they see it is the query's business). Viewers only look.
 * Owner and admins manage it; its pictures are changed by the owner and, where the team may edit, by every member. An
 * archived board keeps its pictures as they are.
 */
export function rightsOn(actor: Pick<Actor, 'personId' | 'role'>, board: Rights): BoardDto['can'] {
  const owns = board.ownerId === actor.personId
  const makes = may(actor.role, 'make')
  const manage = makes && (owns || may(actor.role, 'administer'))
  return {
    edit: makes && board.archivedAt === null && (owns || board.access === 'team_edit'),
    manage,
    hide: makes && owns,
    transfer: manage,
  }
}
