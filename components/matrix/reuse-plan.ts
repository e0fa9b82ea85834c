import type { GenerationDto } from '#lib/generations/schema.ts'
import type { MatrixDto } from '#lib/matrices/schema.ts'
import { isChoice } from '#lib/matrices/template.ts'
import { setAxis, setSlot } from './plan-store.ts'
import { listText } from './value-list.ts'

/**
 * Puts a whole matrix back into the composer: its template, the values of its slots, its axes, and every reference that its
 * runs were made with.
 *
 * @param reuse takes over everything of one run
 */
export function reusePlan(
  runs: readonly GenerationDto[],
  { template, axes }: Pick<MatrixDto, 'template' | 'axes'>,
  reuse: (run: GenerationDto) => void,
): void {
  const [first] = runs
  if (!first) return
  const used = new Map(
    runs.flatMap(({ references, roles }) =>
      references.map(
        (reference, place) => [reference.id, { reference, role: roles[place] ?? null }] as const,
      ),
    ),
  )
  reuse({
    ...first,
    prompt: template ?? first.prompt,
    references: [...used.values()].map(({ reference }) => reference),
    roles: [...used.values()].map(({ role }) => role),
  })
  for (const axis of axes) {
    if (axis.kind === 'slot') {
      if (!isChoice(axis.name)) setSlot(axis.name, listText(axis.values))
    } else if (axis.kind === 'temperature')
      setAxis(
        axis.kind,
        axis.values.filter((value) => value !== null),
      )
    else if (axis.kind === 'model') setAxis(axis.kind, axis.values)
    else if (axis.kind === 'ratio') setAxis(axis.kind, axis.values)
    else if (axis.kind === 'tier') setAxis(axis.kind, axis.values)
    else setAxis(axis.kind, axis.values)
  }
}
