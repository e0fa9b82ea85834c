import { useStudioFacts } from '#components/shell/facts-context.tsx'
import { may } from '#lib/accounts/roles.ts'

/** Whether the person at the screen may change things at all: viewers only look. */
export function useMayMake(): boolean {
  return may(useStudioFacts().me.role, 'make')
}
