import 'server-only'
import type { ReactNode } from 'react'
import { Mark } from '#components/shell/mark.tsx'

interface EntryFrameProps {
  title: string
  /** One sentence under the title. */
  lead?: ReactNode
  children: ReactNode
}

/** The pages on which people come in: a narrow column, and nothing beside it. */
export function EntryFrame({ title, lead, children }: EntryFrameProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-96 flex-col justify-center gap-8 px-6 py-12 sm:pb-[18dvh]">
      <header className="flex flex-col gap-3">
        <Mark className="mb-3 size-10" />
        <h1 className="text-balance text-xl">{title}</h1>
        {lead && <p className="text-pretty text-base text-muted">{lead}</p>}
      </header>
      {children}
    </main>
  )
}
