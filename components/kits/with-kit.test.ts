import { expect, it } from 'vitest'
import type { ComposerState } from '#components/composer/composer-reducer.ts'
import { DEFAULT_FORM } from '#components/composer/form.ts'
import { readyItem, readyReferences, readyRoles } from '#components/composer/reference-list.ts'
import type { KitDto } from '#lib/kits/schema.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { withKit, withoutKit } from './with-kit.ts'

const reference = (id: string): ReferenceDto => ({
  id,
  kind: 'bytes',
  url: null,
  name: id,
  mime: 'image/png',
  width: 1,
  height: 1,
  bytes: 1,
  thumbHash: null,
  converted: false,
})

const person = { id: 'p', name: 'Ann', avatar: null }
const kit = (
  id: string,
  references: Record<string, ReferenceRole | null>,
  settings: Partial<KitDto['content']['settings']> = {},
): KitDto => ({
  id,
  owner: person,
  name: id,
  version: 2,
  content: {
    references: Object.entries(references).map(([referenceId, role]) => ({ referenceId, role })),
    standingText: '',
    forbiddenWords: [],
    settings: { model: null, ratio: null, tier: null, temperature: null, ...settings },
  },
  references: Object.keys(references).map(reference),
  madeBy: person,
  madeAt: '',
  currentVersion: 2,
  pictures: 0,
  archived: false,
  mayEdit: true,
})

const state = (prompt: string, ...ids: string[]): ComposerState => ({
  form: { ...DEFAULT_FORM, prompt },
  references: ids.map((id) => readyItem(reference(id), null)),
  changes: [],
})
const row = ({ references }: ComposerState) =>
  readyReferences(references).map(({ id }, place) => [id, readyRoles(references)[place]])

it('puts a kit’s references after those that are there, and gives roles to those it knows', () => {
  const after = withKit(
    state('@1 and @2', 'own', 'logo'),
    kit('k', { logo: 'product', mood: 'style' }),
    undefined,
  )
  expect(row(after)).toEqual([
    ['own', null],
    ['logo', 'product'],
    ['mood', 'style'],
  ])
  expect(after.form).toMatchObject({ prompt: '@1 and @2', kit: { id: 'k', version: 2 } })
})

it('sets what the model can do, and leaves the rest as it was', () => {
  const settings = { model: 'nano-banana-pro', ratio: '1:8', tier: '2K', temperature: 0.5 } as const
  const { form } = withKit(state(''), kit('k', {}, settings), undefined)
  expect(form).toMatchObject({ model: 'nano-banana-pro', ratio: 'auto', tier: '2K', temperature: 0.5 })
})

it('takes the references of the kit before with it, and keeps mentions with their pictures', () => {
  const first = kit('a', { one: 'style', both: null })
  const applied = withKit(state('', 'x'), first, undefined)
  const written = { ...applied, form: { ...applied.form, prompt: '@1, @2 and @3' } }
  const second = withKit(written, kit('b', { both: 'subject', two: 'layout' }), first)
  expect(row(second)).toEqual([
    ['x', null],
    ['both', 'subject'],
    ['two', 'layout'],
  ])
  expect(second.form.prompt).toBe('@1, @2 and @2')

  const none = withoutKit(second, kit('b', { both: 'subject', two: 'layout' }))
  expect(row(none)).toEqual([['x', null]])
  expect(none.form.kit).toBeUndefined()
})

it('makes a branch of a recipe that was gone on from, and lets go of a use whose shape it changes', () => {
  const held = state('a fox')
  const form = {
    ...held.form,
    useCase: 'story',
    parent: { imageId: 'i', derivation: 'reuse' as const },
  }
  const applied = withKit({ ...held, form }, kit('k', {}, { ratio: '1:1' }), undefined)
  expect(applied.form.parent?.derivation).toBe('branch')
  expect(applied.form.useCase).toBeUndefined()
})
