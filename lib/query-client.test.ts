import { QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { StudioQueryClient } from './query-client.ts'

/** A query on screen, whose answers the test gives one by one. */
function shown(client: StudioQueryClient) {
  const asked: PromiseWithResolvers<string>[] = []
  const observer = new QueryObserver(client, {
    queryKey: ['pictures', 'one'],
    queryFn: () => {
      const answer = Promise.withResolvers<string>()
      asked.push(answer)
      return answer.promise
    },
    retry: false,
  })
  const stop = observer.subscribe(() => {})
  return { asked, stop, data: () => observer.getCurrentResult().data }
}

const turn = () => new Promise((resolve) => setTimeout(resolve))

it('asks again once for what became invalid, however often, before its first answer, and shows that meanwhile', async () => {
  const client = new StudioQueryClient()
  const { asked, stop, data } = shown(client)
  const refreshed = [
    client.invalidateQueries({ queryKey: ['pictures'] }),
    client.invalidateQueries({ queryKey: ['pictures'] }),
    client.invalidateQueries({ queryKey: ['boards'] }),
  ]
  await turn()
  expect(asked).toHaveLength(1)
  asked[0]?.resolve('before')
  await turn()
  expect([data(), asked.length]).toEqual(['before', 2])
  asked[1]?.resolve('after')
  await Promise.all(refreshed)
  expect([data(), asked.length]).toEqual(['after', 2])
  stop()
})

it('leaves a first answer that failed to whoever asked', async () => {
  const client = new StudioQueryClient()
  const { asked, stop, data } = shown(client)
  const refreshed = client.invalidateQueries({ queryKey: ['pictures'] })
  await turn()
  asked[0]?.reject(new Error('no answer'))
  await refreshed
  expect([data(), asked.length]).toEqual([undefined, 1])
  stop()
})

it('asks at once for what is there already', async () => {
  const client = new StudioQueryClient()
  const { asked, stop, data } = shown(client)
  asked[0]?.resolve('before')
  await turn()
  const refreshed = client.invalidateQueries({ queryKey: ['pictures'] })
  await turn()
  expect([data(), asked.length]).toEqual(['before', 2])
  asked[1]?.resolve('after')
  await refreshed
  expect(data()).toBe('after')
  stop()
})
