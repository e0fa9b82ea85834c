import { expect, test } from 'vitest'
import { EVERYTHING, libraryQuery, librarySearch } from './query.ts'

const read = (text: string) => libraryQuery(new URLSearchParams(text))

test('what is no value asks for nothing', () => {
  const nonsense =
    'person=eve&board=1&size=8K&ratio=2:1&from=2026-02-31&to=0000-01-01&rating=9&tag=a%00b&status=queued&look=zz'
  expect(read(nonsense)).toEqual(EVERYTHING)
})

test('a query survives its address', () => {
  const query = {
    ...EVERYTHING,
    text: '灯塔 light',
    tags: ['sea', '海报'],
    from: '2024-02-29',
    to: '2026-12-31',
    rating: 3,
    favourite: true,
  }
  expect(libraryQuery(librarySearch(query))).toEqual(query)
})
