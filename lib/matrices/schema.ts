import * as z from 'zod/mini'
import { personRef } from '#lib/accounts/schema.ts'
import { generationDto, generationInput } from '#lib/generations/schema.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { MATRIX_LIMITS } from './limits.ts'

const values = <T extends z.ZodMiniType>(value: T) =>
  z.array(value).check(z.minLength(1), z.maxLength(MATRIX_LIMITS.valuesPerAxis))
/** PostgreSQL's JSON has no null characters, and no halves of characters. */
const words = z.string().check(
  z.maxLength(MATRIX_LIMITS.valueChars),
  z.refine<string>((text) => !text.includes('\0') && text.isWellFormed(), { error: 'not a text' }),
)
/** What a prompt calls a slot. */
export const slotName = z.string().check(z.minLength(1), z.maxLength(MATRIX_LIMITS.slotChars))

/** What differs along one side of a matrix. */
export const matrixAxis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), values: values(z.string().check(z.minLength(1), z.maxLength(100))) }),
  z.object({ kind: z.literal('ratio'), values: values(z.enum(RATIO_CHOICES)) }),
  z.object({ kind: z.literal('tier'), values: values(z.enum(TIERS)) }),
  z.object({ kind: z.literal('temperature'), values: values(z.nullable(z.number())) }),
  /** A slot `{name}`, or a choice `{a|b|c}` by its place in the prompt, as `name`: see `lib/matrices/template.ts`. */
  z.object({
    kind: z.literal('slot'),
    name: slotName,
    values: values(words),
  }),
  /** Each value stands in for the whole list of references. */
  z.object({ kind: z.literal('reference'), values: values(z.uuid().check(z.toLowerCase())) }),
])
export type MatrixAxis = z.infer<typeof matrixAxis>

/** `POST /api/matrices`: a run for every combination of the axes' values. */
export const matrixInput = z.object({
  /** Made by the client; sending it again returns the first matrix. */
  id: z.uuid().check(z.toLowerCase()),
  /** The run of every cell, but for what the axes change; its prompt holds the slots. */
  base: z.omit(generationInput, { id: true }),
  axes: z.array(matrixAxis).check(z.minLength(1), z.maxLength(MATRIX_LIMITS.axes)),
  /** Pictures that the person was told of: a request for another number is refused. */
  pictures: z.int(),
})
export type MatrixInput = z.infer<typeof matrixInput>

/**
 * A matrix with all its runs that the person may see and that are not in the trash. Of values that only runs have which
 * they may not see there is nothing here.
 */
export const matrixDto = z.object({
  id: z.uuid(),
  person: personRef,
  /** The prompt with its slots; `null` where it would tell of runs that the person may not see. */
  template: z.nullable(z.string()),
  axes: z.array(matrixAxis),
  /** For each axis, what the place of each of its values is called in a run's `matrix.cell`. */
  places: z.array(z.array(z.number())),
  createdAt: z.string(),
  /** In the order of their cells; each one's place is its `matrix.cell`. */
  generations: z.array(generationDto),
})
export type MatrixDto = z.infer<typeof matrixDto>
