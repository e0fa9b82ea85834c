import type { Derivation } from '#lib/generations/derivations.ts'
import { checkAgainstModel, type InputIssue } from '#lib/generations/limits.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import { MATRIX_LIMITS } from './limits.ts'
import type { MatrixAxis } from './schema.ts'
import { fillSlots } from './template.ts'

/** A run that has no id yet. */
export type RunBase = Omit<GenerationInput, 'id'>

type Parent = NonNullable<RunBase['parent']>

/** One combination of the axes' values. */
export interface Cell {
  /** Its place on each axis, from 0. */
  at: number[]
  input: RunBase
  /** What its model cannot do: such a cell is left out. */
  skipped: InputIssue | null
}

/** What differs from model to model: a combination that one of them cannot do is no mistake of the person's. */
const SKIPPED: readonly string[] = [
  'ratio_not_offered',
  'tier_not_offered',
  'temperature_not_offered',
  'temperature_out_of_range',
]

/** Number of combinations. */
export function combinations(axes: readonly MatrixAxis[]): number {
  return axes.reduce((product, { values }) => product * values.length, 1)
}

/** The run of one combination. */
export function cellInput(base: RunBase, axes: readonly MatrixAxis[], at: readonly number[]): RunBase {
  const input = { ...base }
  const slots = new Map<string, string>()
  for (const [index, axis] of axes.entries()) {
    const place = at[index] ?? 0
    const of = <T>(values: readonly T[], otherwise: T) => values[place] ?? otherwise
    if (axis.kind === 'model') input.model = of(axis.values, base.model)
    else if (axis.kind === 'ratio') input.ratio = of(axis.values, base.ratio)
    else if (axis.kind === 'tier') input.tier = of(axis.values, base.tier)
    else if (axis.kind === 'temperature') input.temperature = of(axis.values, base.temperature)
    else if (axis.kind === 'slot') slots.set(axis.name, of(axis.values, ''))
    else Object.assign(input, referenceInput(base, of(axis.values, '')))
  }
  input.prompt = fillSlots(base.prompt, slots)
  if (base.parent) input.parent = { ...base.parent, derivation: derivationOf(base, base.parent, input) }
  return input
}

/** What a cell does with the recipe that the matrix goes on from: another size, or anything else that the model sees. */
function derivationOf(base: RunBase, { derivation }: Parent, cell: RunBase): Derivation {
  const { model, ratio, temperature, prompt, referenceIds } = base
  const same =
    cell.model === model &&
    cell.ratio === ratio &&
    cell.temperature === temperature &&
    cell.prompt === prompt &&
    cell.referenceIds.join() === referenceIds.join()
  if (!same) return 'branch'
  return derivation === 'reuse' && cell.tier !== base.tier ? 'resize' : derivation
}

/** A reference alone keeps the role that it has among the others. */
function referenceInput(base: RunBase, id: string): Pick<RunBase, 'referenceIds' | 'roles'> {
  if (!base.roles) return { referenceIds: [id] }
  return { referenceIds: [id], roles: [base.roles[base.referenceIds.indexOf(id)] ?? null] }
}

/**
 * Every combination in a stable order: the last axis changes fastest. Of more than `MATRIX_LIMITS.combinations` none: the
 * caller has counted them before.
 */
export function cellsOf(base: RunBase, axes: readonly MatrixAxis[]): Cell[] {
  if (combinations(axes) > MATRIX_LIMITS.combinations) return []
  const places = axes.reduce<number[][]>(
    (before, { values }) => before.flatMap((at) => values.map((_, place) => [...at, place])),
    [[]],
  )
  return places.map((at) => {
    const input = cellInput(base, axes, at)
    const skipped = checkAgainstModel(input).find(({ code }) => SKIPPED.includes(code)) ?? null
    return { at, input, skipped }
  })
}
