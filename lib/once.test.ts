import { expect, test, vi } from 'vitest'
import { singly } from './once.ts'

test('the same input is sent once at a time, and again after its answer', async () => {
  const held = Promise.withResolvers<string>()
  const send = vi.fn((input: { name: string }) => held.promise.then((word) => `${input.name} ${word}`))
  const make = singly(send)
  const answers = Promise.all([make({ name: 'a' }), make({ name: 'a' }), make({ name: 'b' })])
  expect(send).toHaveBeenCalledTimes(2)
  held.resolve('made')
  expect(await answers).toEqual(['a made', 'a made', 'b made'])
  await make({ name: 'a' })
  expect(send).toHaveBeenCalledTimes(3)
})

test('what was refused is sent again when it is asked for again', async () => {
  const send = vi.fn(() => Promise.reject(new Error('refused')))
  const make = singly(send)
  await expect(make(1)).rejects.toThrow('refused')
  await expect(make(1)).rejects.toThrow('refused')
  expect(send).toHaveBeenCalledTimes(2)
})
