import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { Tx } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { nextTurn } from '#lib/generations/mutations.ts'
import { insertRun, type NewRun, prepareRun } from '#lib/generations/new-run.ts'
import type { Actor, Studio } from '#lib/studio.ts'
import { type Cell, cellsOf, combinations } from './cells.ts'
import { findMatrix, matrixFor } from './data.ts'
import { MATRIX_LIMITS } from './limits.ts'
import { insertMatrix, type NewMatrix } from './mutations.ts'
import type { MatrixAxis, MatrixDto, MatrixInput } from './schema.ts'
import { slotsOf } from './template.ts'

type Context = Pick<Studio, 'db' | 'queue' | 'events' | 'gateway' | 'now'>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Hash of everything that makes two requests the same, whatever their ids. */
const requestHash = ({ base, axes }: MatrixInput) => sha256(JSON.stringify([base, axes]))

/** The id that a person's matrix gets where somebody else has one of its own id: always the same. */
function standInId(personId: string, id: string): string {
  const hex = sha256(`matrix ${personId} ${id}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Makes a run for every combination of the axes' values that its model can do. All of them are committed together, or
 * none; the same id again returns the first matrix.
 *
 * @throws AppError `matrix_pictures_differ` where the person was told of another number of pictures than would be made;
 * `matrix_cell_refused` naming the first cell that cannot be made; `conflict` where the id was used for another request
 */
export async function createMatrix(
  studio: Context,
  actor: Actor,
  input: MatrixInput,
): Promise<{ matrix: MatrixDto; created: boolean }> {
  const before = await madeBefore(studio, actor, input)
  if (before) return { matrix: before, created: false }
  checkAxes(input)
  const cells = cellsToMake(input)

  const runs: { run: NewRun; at: number[] }[] = []
  for (const { at, input: run } of cells) {
    const prepared = prepareRun(studio, actor, { ...run, id: randomUUID() }, { source: 'studio' })
    runs.push({ at, run: await prepared.catch(named(input.axes, at)) })
  }
  const id = await studio.db.transaction(async (tx) => {
    const row = {
      personId: actor.personId,
      template: input.base.prompt,
      axes: input.axes,
      requestHash: requestHash(input),
      createdAt: studio.now(),
    }
    const matrixId = await insertUnderFreeId(tx, input.id, row)
    if (matrixId === null) return null
    let turn = await nextTurn(tx, actor.personId)
    for (const { run, at } of runs) {
      await insertRun(studio, tx, { ...run, row: { ...run.row, matrixId, matrixCell: at } }, turn)
      turn += run.row.n
    }
    await studio.events.announce(tx, { type: 'queue' })
    return matrixId
  })

  // Two equal requests at once: the database let one in, and the other is answered with it.
  const matrix = id === null ? await madeBefore(studio, actor, input) : await matrixFor(studio.db, actor, id)
  if (!matrix) throw new AppError('conflict', { field: 'id' })
  return { matrix, created: id !== null }
}

/**
 * Inserts a matrix. Where somebody else has one of its id, it gets another: an error would tell that theirs is there.
 *
 * @returns its id, or `null` where the person made this request before
 */
async function insertUnderFreeId(tx: Tx, id: string, row: Omit<NewMatrix, 'id'>): Promise<string | null> {
  if (await insertMatrix(tx, { ...row, id })) return id
  const standIn = standInId(row.personId, id)
  if (await findMatrix(tx, row.personId, [id, standIn])) return null
  return (await insertMatrix(tx, { ...row, id: standIn })) ? standIn : null
}

async function madeBefore(studio: Context, actor: Actor, input: MatrixInput): Promise<MatrixDto | null> {
  const ids = [input.id, standInId(actor.personId, input.id)]
  const before = await findMatrix(studio.db, actor.personId, ids)
  if (!before) return null
  if (before.requestHash !== requestHash(input)) throw new AppError('conflict', { field: 'id' })
  return matrixFor(studio.db, actor, before.id)
}

const wrong = (problem: string) => new AppError('invalid_input', { field: 'axes', params: { problem } })

/** Axes that would make equal runs, which nobody means to pay for, are refused. */
function checkAxes({ base, axes }: MatrixInput): void {
  const slots = new Set(slotsOf(base.prompt).map(({ name }) => name))
  const seen = new Set<string>()
  for (const axis of axes) {
    const name = axis.kind === 'slot' ? `slot ${axis.name}` : axis.kind
    if (seen.has(name)) throw wrong(`${name} is there twice`)
    seen.add(name)
    if (axis.kind === 'slot' && !slots.has(axis.name)) throw wrong(`the prompt has no ${name}`)
    if (new Set<unknown>(axis.values).size < axis.values.length) throw wrong(`${name} has a value twice`)
  }
}

function cellsToMake({ base, axes, pictures: told }: MatrixInput): Cell[] {
  const max = MATRIX_LIMITS.pictures
  const count = combinations(axes)
  if (count > MATRIX_LIMITS.combinations) {
    throw new AppError('matrix_too_large', { field: 'axes', params: { pictures: count * base.n, max } })
  }
  const cells = cellsOf(base, axes).filter(({ skipped }) => skipped === null)
  const pictures = cells.length * base.n
  if (pictures === 0) throw new AppError('matrix_empty', { field: 'axes' })
  if (pictures > max) throw new AppError('matrix_too_large', { field: 'axes', params: { pictures, max } })
  if (pictures !== told) {
    throw new AppError('matrix_pictures_differ', { field: 'pictures', params: { pictures, told } })
  }
  return cells
}

/** What refuses one cell, with the cell's values, its place on each axis, and what is wrong with it. */
function named(axes: readonly MatrixAxis[], at: readonly number[]) {
  return (error: unknown): never => {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    const cell = axes.map(({ values }, index) => values[at[index] ?? 0] ?? '–').join(' · ')
    const params = { cell: cell.slice(0, 200), at: at.join() }
    throw new AppError('matrix_cell_refused', { field: 'axes', params, because: error })
  }
}
