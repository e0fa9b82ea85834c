import type { ComposerForm } from '#components/composer/form.ts'
import type { InputIssue } from '#lib/generations/limits.ts'
import { type Cell, cellsOf, combinations, type RunBase } from '#lib/matrices/cells.ts'
import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'
import type { MatrixAxis } from '#lib/matrices/schema.ts'
import { estimatePriceMicroUsd, modelProfile } from '#lib/models/catalogue.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { filledSlots } from './filled-slots.ts'
import type { Plan } from './plan-store.ts'

/** What Generate would make. */
export interface Planned {
  base: RunBase
  axes: MatrixAxis[]
  cells: Cell[]
  /** All combinations, those included that no model can make. */
  combinations: number
  runs: number
  pictures: number
  /** Millionths of a US dollar; `null` where one of the prices is unknown. */
  priceMicroUsd: number | null
  /** Milliseconds that the pictures usually take, one after the other. */
  usualMs: number
  skipped: InputIssue[]
  /** Over the limit: nothing of it can be made. */
  tooMany: boolean
}

function axesOf(prompt: string, references: readonly ReferenceDto[], plan: Plan): MatrixAxis[] {
  const { model, ratio, tier, temperature, reference } = plan.axes
  const there = reference?.filter((id) => references.some((one) => one.id === id)) ?? []
  const slots = filledSlots(prompt, plan.slots).filter(({ values }) => values.length > 0)
  const axes: MatrixAxis[] = slots.map(({ name, values }) => ({ kind: 'slot', name, values: [...values] }))
  if (model) axes.push({ kind: 'model', values: [...model] })
  if (ratio) axes.push({ kind: 'ratio', values: [...ratio] })
  if (tier) axes.push({ kind: 'tier', values: [...tier] })
  if (temperature) axes.push({ kind: 'temperature', values: [...temperature] })
  if (there.length > 1) axes.push({ kind: 'reference', values: there })
  return axes.slice(0, MATRIX_LIMITS.axes)
}

/** What the composer and the plan together would make; `null` where that is one run as ever. */
export function resolvePlan(
  form: ComposerForm,
  references: readonly ReferenceDto[],
  roles: readonly (ReferenceRole | null)[],
  plan: Plan,
): Planned | null {
  const axes = axesOf(form.prompt, references, plan)
  if (axes.length === 0) return null
  const base: RunBase = {
    ...form,
    referenceIds: references.map(({ id }) => id),
    ...(roles.some((role) => role !== null) && { roles: [...roles] }),
  }
  const cells = cellsOf(base, axes)
  const made = cells.filter(({ skipped }) => skipped === null).map(({ input }) => input)
  const all = combinations(axes)
  const runs = cells.length === 0 ? all : made.length
  const pictures = runs * form.n
  const prices = made.map(({ model, tier, n }) => estimatePriceMicroUsd(model, tier, n))
  const known = cells.length > 0 && prices.every((price) => price !== null)
  return {
    base,
    axes,
    cells,
    combinations: all,
    runs,
    pictures,
    priceMicroUsd: known ? prices.reduce<number>((sum, price) => sum + (price ?? 0), 0) : null,
    usualMs: made.reduce((sum, { model, tier, n }) => sum + modelProfile(model).usualMs[tier] * n, 0),
    skipped: cells.flatMap(({ skipped }) => skipped ?? []),
    tooMany: pictures > MATRIX_LIMITS.pictures,
  }
}
