import { expect, it } from 'vitest'
import { ApiError } from '#lib/api-client.ts'
import { inParts, wholly } from './in-parts.ts'

const ids = Array.from({ length: 2500 }, (_, index) => String(index))
const gone = () => Promise.reject(new ApiError('not_found', 404))

it('sends parts in order and says how far it is', async () => {
  const said: number[] = []
  const { answers, done, failure } = await inParts(
    ids,
    async (part) => part.length,
    (count) => said.push(count),
  )
  expect(answers).toEqual([1000, 1000, 500])
  expect([done, failure]).toEqual([2500, null])
  expect(said).toEqual([1000, 2000, 2500])
})

it('passes over a part that is gone, and fails where all are', async () => {
  const { answers } = await inParts(ids, (part) => (part[0] === '1000' ? gone() : Promise.resolve(part[0])))
  expect(answers).toEqual(['0', '2000'])
  await expect(inParts(ids, gone)).rejects.toMatchObject({ code: 'not_found' })
})

it('tells what was done beside what ended it, and fails where nothing was', async () => {
  const refused = () => Promise.reject(new ApiError('forbidden', 403))
  const parts = await inParts(ids, (part) => (part[0] === '1000' ? refused() : Promise.resolve(part[0])))
  expect(parts).toMatchObject({ answers: ['0'], done: 1000, failure: { code: 'forbidden' } })
  expect(() => wholly(parts)).toThrow('forbidden')
  await expect(inParts(ids, refused)).rejects.toMatchObject({ code: 'forbidden' })
})
