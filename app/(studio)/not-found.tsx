import { NothingHere } from '#components/shell/nothing-here.tsx'

/** What stands at an address of the studio that leads nowhere. */
export default function NotFound() {
  return <NothingHere />
}
