import { describe, expect, test } from 'vitest'
import { failurePolicy, GATEWAY_FAILURE_KINDS } from '#lib/gateway/errors.ts'
import en from '#messages/en.json' with { type: 'json' }
import zh from '#messages/zh-CN.json' with { type: 'json' }
import { nextSteps } from './next-steps.ts'

describe.each([
  ['English', en.failures],
  ['Chinese', zh.failures],
])('every failure in %s', (_, texts) => {
  test.each([...GATEWAY_FAILURE_KINDS, 'internal', 'cancelled'] as const)(
    '%s says what happened and why',
    (kind) => {
      expect(texts[kind].title.length).toBeGreaterThan(2)
      expect(texts[kind].why.length).toBeGreaterThan(5)
    },
  )

  test('has words for every cost and every next step', () => {
    for (const billed of ['yes', 'no', 'unknown'] as const) expect(texts.cost[billed]).not.toBe('')
    for (const kind of [...GATEWAY_FAILURE_KINDS, 'internal'] as const) {
      for (const step of nextSteps(kind, true)) expect(texts.step[step]).not.toBe('')
    }
  })
})

test('a failure that the same request would meet again offers a change, not a retry', () => {
  for (const kind of GATEWAY_FAILURE_KINDS) {
    if (failurePolicy(kind).retry === 'no') expect(nextSteps(kind, false)).toEqual(['edit'])
  }
})

test('a retry that may pay twice is named as such', () => {
  expect(nextSteps('outcome_unknown', false)).toEqual(['retryAnyway'])
})

test('a picture whose link was kept is downloaded before it is paid for again, whatever failed', () => {
  expect(nextSteps('storage_full', true)).toEqual(['downloadAgain', 'retry'])
  expect(nextSteps('internal', true)[0]).toBe('downloadAgain')
  expect(nextSteps('result_lost', true)).toEqual(['downloadAgain', 'retry'])
  expect(nextSteps('result_lost', false)).toEqual(['retry'])
})
