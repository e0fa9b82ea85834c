import { memo } from 'react'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { RunFacts } from './run-facts.tsx'
import { RunPictures } from './run-pictures.tsx'

/** One run: its pictures, and what was asked beside them (below them on a phone). */
export const Run = memo(function Run({ generation, eager }: { generation: GenerationDto; eager: boolean }) {
  return (
    <article
      aria-label={generation.prompt.slice(0, 200)}
      className="group/run grid gap-x-6 gap-y-3 md:grid-cols-[minmax(0,1fr)_256px]"
    >
      <RunPictures generation={generation} eager={eager} />
      <RunFacts generation={generation} />
    </article>
  )
})
