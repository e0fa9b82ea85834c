import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { may } from '#lib/accounts/roles.ts'

export interface Rights {
  /** The person made it. */
  own: boolean
  /** Make something of it: use it as a reference, reuse what was asked. */
  make: boolean
  /** Retry, cancel, keep private. */
  manage: boolean
  /** Put it in the trash. */
  trash: boolean
}

/** What the person may do with something of a maker. The server asks again; here it decides what is offered. */
export function useRights(makerId: string): Rights {
  const { me } = useStudioFacts()
  const own = me.id === makerId
  const make = may(me.role, 'make')
  const manage = own && make
  return { own, make, manage, trash: manage || may(me.role, 'administer') }
}
