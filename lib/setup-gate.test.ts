import { describe, expect, test } from 'vitest'
import { isSameSecret, passesClosedGate } from './setup-gate.ts'

const TOKEN = 'q'.repeat(43)
const passes = (method: string, url: string) => passesClosedGate(method, url, TOKEN, false)

describe('a gate that is closed', () => {
  test.each([
    ['GET', '/api/healthz'],
    ['GET', '/api/readyz'],
    ['GET', '/icon.svg'],
    ['GET', '/_next/static/chunks/main.js'],
    ['POST', '/api/setup'],
    ['GET', `/setup?token=${TOKEN}`],
    ['GET', `/setup?_rsc=x&token=${TOKEN}`],
  ])('lets %s %s through', (method, url) => {
    expect(passes(method, url)).toBe(true)
  })

  test.each([
    ['GET', '/'],
    ['GET', '/sign-in'],
    ['POST', '/api/session'],
    ['GET', '/api/generations'],
    ['GET', '/api/events'],
    ['GET', '/api/healthz/'],
    ['GET', '/api/setup'],
    ['POST', '/api/setup/'],
    ['POST', '/v1/images/generations'],
    ['GET', '/s/anything'],
    ['GET', '/setup'],
    ['GET', '/setup?token='],
    ['GET', `/setup?token=${TOKEN}q`],
    ['GET', `/setup/?token=${TOKEN}`],
    ['GET', `/setup?x=/setup?token=${TOKEN}`],
    ['GET', '/_next/static/../../api/generations'],
    ['GET', '/_next/static/%2e%2e/%2e%2e/api/generations'],
    ['GET', '/_next/static\\..\\api'],
    ['GET', '/_next/image?url=/x'],
    ['GET', '//api/healthz'],
  ])('stops %s %s', (method, url) => {
    expect(passes(method, url)).toBe(false)
  })
})

test('secrets are compared whole', () => {
  expect(isSameSecret('abc', 'abc')).toBe(true)
  expect(isSameSecret('abc', 'abcd')).toBe(false)
  expect(isSameSecret('', 'abc')).toBe(false)
})
