import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { REFERENCE_ROLES } from '#lib/references/roles.ts'
import { DEFAULT_FORM } from './form.ts'
import { searchWithState, stateFromSearch } from './settings-url.ts'

describe('the composer in an address', () => {
  it('comes back as it was', () => {
    const forms = fc.record({
      prompt: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      model: fc.constantFrom('nano-banana-2', 'nano-banana-pro', 'another/model'),
      ratio: fc.constantFrom(...RATIO_CHOICES),
      tier: fc.constantFrom(...TIERS),
      n: fc.integer({ min: 1, max: 8 }),
      temperature: fc.option(fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10)),
      kit: fc.option(fc.record({ id: fc.uuid(), version: fc.integer({ min: 1, max: 99_999 }) }), {
        nil: undefined,
      }),
    })
    const rows = fc.uniqueArray(fc.tuple(fc.uuid(), fc.option(fc.constantFrom(...REFERENCE_ROLES))), {
      maxLength: 14,
      selector: ([id]) => id,
    })
    fc.assert(
      fc.property(forms, rows, (form, row) => {
        const referenceIds = row.map(([id]) => id)
        const roles = row.map(([, role]) => role)
        const address = searchWithState(new URLSearchParams(), form, referenceIds, roles).toString()
        const linked = stateFromSearch(new URLSearchParams(address))
        expect({ ...DEFAULT_FORM, ...linked?.form }).toEqual(form)
        expect(linked?.referenceIds ?? []).toEqual(referenceIds)
        expect(linked?.roles ?? []).toEqual(roles)
      }),
    )
  })

  it('says nothing while all is as at first, and keeps what is not ours', () => {
    const search = searchWithState(new URLSearchParams('image=7&n=3'), DEFAULT_FORM, [])
    expect(search.toString()).toBe('image=7')
    expect(stateFromSearch(search)).toBeNull()
  })

  it('leaves a prompt out that is too long for an address', () => {
    const search = searchWithState(
      new URLSearchParams(),
      { ...DEFAULT_FORM, prompt: '画'.repeat(300), n: 2 },
      [],
    )
    expect(search.toString()).toBe('n=2')
  })

  it('ignores nonsense', () => {
    const linked = stateFromSearch(
      new URLSearchParams(
        'n=99&size=8K&ratio=7:3&temperature=warm&refs=../../etc,1&model=&roles=king,&kit=7.x',
      ),
    )
    expect(linked).toEqual({ form: {}, referenceIds: [], roles: [] })
  })
})
