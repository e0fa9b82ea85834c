import { NothingHere } from '#components/shell/nothing-here.tsx'

/** What stands at a public address that leads nowhere, or no longer. */
export default function NotFound() {
  return (
    <main>
      <NothingHere />
    </main>
  )
}
