import { describe, expect, it } from 'vitest'
import { galleryScope, scopePerson, scopeQuery } from './scope.ts'

const ID = '5f0c2d57-8d4b-4a9e-9a53-0c5d2b1f7a10'
const scopeOf = (query: string) => galleryScope(new URLSearchParams(query))

describe('the scope of an address', () => {
  it.each([
    ['', 'team'],
    ['scope=team', 'team'],
    ['scope=mine', 'mine'],
    [`person=${ID}`, `person:${ID}`],
    [`scope=mine&person=${ID}`, `person:${ID}`],
    ['scope=everything', 'team'],
    ['person=1;drop table', 'team'],
  ])('%s is %s', (query, scope) => {
    expect(scopeOf(query)).toBe(scope)
  })

  it('is read as it was written', () => {
    for (const scope of ['team', 'mine', `person:${ID}`] as const) {
      expect(galleryScope(scopeQuery(scope))).toBe(scope)
    }
  })

  it('names the person of a gallery of one', () => {
    expect(scopePerson(`person:${ID}`)).toBe(ID)
    expect(scopePerson('mine')).toBeNull()
  })
})
