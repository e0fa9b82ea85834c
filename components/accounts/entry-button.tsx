import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { useHydrated } from '#components/ui/use-hydrated.ts'

/** Sends the form of an entry page, once the page's script is there to send it; until then it looks as it will. */
export function EntryButton({ busy, children }: { busy: boolean; children: ReactNode }) {
  const there = useHydrated()
  return (
    <Button
      type="submit"
      variant="primary"
      size="lg"
      disabled={busy || !there}
      className={cx('mt-1 h-11 text-base', !there && 'disabled:bg-accent! disabled:text-on-accent!')}
    >
      {children}
    </Button>
  )
}
