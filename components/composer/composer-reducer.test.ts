import { describe, expect, it } from 'vitest'
import { ApiError } from '#lib/api-client.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { type ComposerState, reduceComposer } from './composer-reducer.ts'
import { DEFAULT_FORM } from './form.ts'
import {
  isSettled,
  knownIds,
  numberedItems,
  type ReferenceItem,
  readyReferences,
  readyRoles,
} from './reference-list.ts'

const dto = (id: string): ReferenceDto => ({
  id,
  kind: 'bytes',
  url: null,
  name: `${id}.png`,
  mime: 'image/png',
  width: 10,
  height: 10,
  bytes: 10,
  thumbHash: null,
  converted: false,
})
const ready = (id: string): ReferenceItem => ({ key: id, state: 'ready', reference: dto(id) })
const adding = (key: string): ReferenceItem => ({
  key,
  state: 'adding',
  source: { from: 'image', imageId: key },
  name: key,
  share: 0,
})
const stateWith = (prompt: string, references: ReferenceItem[]): ComposerState => ({
  form: { ...DEFAULT_FORM, prompt },
  references,
  changes: [],
})
const ids = (state: ComposerState) => readyReferences(state.references).map(({ id }) => id)

describe('reduceComposer', () => {
  it('moves references, and their mentions with them', () => {
    const before = stateWith('@1 beside @3, not @2', [ready('a'), ready('b'), ready('c')])
    const after = reduceComposer(before, { type: 'move', from: 2, to: 0 })
    expect(ids(after)).toEqual(['c', 'a', 'b'])
    expect(after.form.prompt).toBe('@2 beside @1, not @3')
  })

  it('lets the mentions after a removed reference move up', () => {
    const before = stateWith('@1 and @3', [ready('a'), ready('b'), ready('c')])
    const after = reduceComposer(before, { type: 'remove', key: 'b' })
    expect(after.form.prompt).toBe('@1 and @2')
  })

  it('gives a reference a role that stays with it, and takes it again', () => {
    let state = stateWith('', [adding('x'), ready('b')])
    state = reduceComposer(state, { type: 'role', key: 'x', role: 'style' })
    state = reduceComposer(state, { type: 'settled', key: 'x', reference: dto('a') })
    expect(readyRoles(state.references)).toEqual(['style', null])
    state = reduceComposer(state, { type: 'move', from: 0, to: 1 })
    expect(readyRoles(state.references)).toEqual([null, 'style'])
    const { references } = reduceComposer(state, { type: 'role', key: 'x', role: null })
    expect(readyRoles(references)).toEqual([null, null])
  })

  it('follows an upload to its end, keeping its place', () => {
    let state = stateWith('', [adding('x'), ready('b')])
    state = reduceComposer(state, { type: 'progress', key: 'x', share: 0.5 })
    expect(state.references[0]).toMatchObject({ state: 'adding', share: 0.5 })
    expect(isSettled(state.references)).toBe(false)
    state = reduceComposer(state, { type: 'settled', key: 'x', reference: dto('a') })
    expect(ids(state)).toEqual(['a', 'b'])
    expect(isSettled(state.references)).toBe(true)
  })

  it('lists equal bytes once', () => {
    const state = reduceComposer(stateWith('', [ready('a'), adding('x')]), {
      type: 'settled',
      key: 'x',
      reference: dto('a'),
    })
    expect(ids(state)).toEqual(['a'])
  })

  it('keeps a failed upload to try again, without a number', () => {
    const error = new ApiError('network', 0)
    let state = reduceComposer(stateWith('', [adding('x'), ready('b')]), { type: 'failed', key: 'x', error })
    expect(state.references[0]).toMatchObject({ state: 'failed', error })
    expect(numberedItems(state.references)).toEqual([ready('b')])
    state = reduceComposer(state, { type: 'again', key: 'x' })
    expect(state.references[0]).toEqual(adding('x'))
  })

  it('restores what is still there and forgets what is gone', () => {
    const waiting = (id: string): ReferenceItem => ({ key: id, state: 'restoring', id })
    const before = stateWith('', [waiting('a'), waiting('b')])
    expect(knownIds(before.references)).toEqual(['a', 'b'])
    const after = reduceComposer(before, { type: 'restored', found: [dto('b')] })
    expect(ids(after)).toEqual(['b'])
  })

  it('says what a model changed until a setting is touched, not while the prompt is written', () => {
    let state = stateWith('', [])
    state = reduceComposer(state, { type: 'set', values: { tier: '512' } })
    state = reduceComposer(state, { type: 'model', model: 'nano-banana-pro' })
    expect(state.changes).toHaveLength(1)
    state = reduceComposer(state, { type: 'set', values: { prompt: 'a' } })
    expect(state.changes).toHaveLength(1)
    state = reduceComposer(state, { type: 'set', values: { n: 2 } })
    expect(state.changes).toEqual([])
  })
})
