import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { may } from '#lib/accounts/roles.ts'

interface Sharer {
  /** Keeps one person's habits apart from another's on the same computer. */
  personId: string
  /** May make links. */
  mayShare: boolean
  /** May see everybody's. */
  seesAll: boolean
}

/** The person at the screen, as far as links go. */
export function useSharer(): Sharer {
  const { me } = useStudioFacts()
  return {
    personId: me.id,
    mayShare: may(me.role, 'make'),
    seesAll: may(me.role, 'administer'),
  }
}
