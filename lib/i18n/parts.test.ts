import { expect, test } from 'vitest'
import { joinParts, pickParts } from './parts.ts'

const ALL = {
  feed: { errors: { network: 'N' }, label: 'L' },
  shell: { name: ['a', ['b']] as unknown as string },
}

test('picks whole parts and parts of parts', () => {
  expect(pickParts(ALL, ['feed.errors', 'shell'])).toEqual({
    feed: { errors: { network: 'N' } },
    shell: ALL.shell,
  })
  expect(pickParts({ a: { b: { x: '1' }, c: { y: '2' } } }, ['a.b', 'a.c'])).toEqual({
    a: { b: { x: '1' }, c: { y: '2' } },
  })
})

test('says which words there are not', () => {
  expect(() => pickParts(ALL, ['feed.nothing'])).toThrow('feed.nothing')
})

test('joins parts inside of each other and changes neither', () => {
  const there = pickParts(ALL, ['feed.errors'])
  const joined = joinParts(there, pickParts(ALL, ['feed', 'shell']))
  expect(joined).toEqual(ALL)
  expect(there).toEqual({ feed: { errors: { network: 'N' } } })
})
