interface EntryProblemProps {
  problem: { field: string | undefined; words: string } | null
  /** Fields that say themselves what is wrong with them. */
  fields: string[]
}

/** What is wrong with a form as a whole. */
export function EntryProblem({ problem, fields }: EntryProblemProps) {
  if (!problem || fields.includes(problem.field ?? '')) return null
  return (
    <p role="alert" className="text-pretty rounded bg-danger-soft px-3 py-2 text-danger">
      {problem.words}
    </p>
  )
}
