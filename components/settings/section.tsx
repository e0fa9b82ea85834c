import { type ReactNode, useId } from 'react'

interface SectionProps {
  title: string
  /** What it is for, in a sentence. */
  about?: ReactNode
  children: ReactNode
}

/** One matter on a settings page. */
export function Section({ title, about, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-line border-t py-6 first-of-type:border-t-0">
      <h2 id={id} className="font-medium text-base">
        {title}
      </h2>
      {about && <p className="mt-1 max-w-prose text-pretty text-muted">{about}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}

/** The name of a settings page. */
export function PageTitle({ children }: { children: ReactNode }) {
  return <h1 className="pb-2 text-xl">{children}</h1>
}
