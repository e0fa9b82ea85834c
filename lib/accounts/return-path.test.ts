import { describe, expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

describe('where to go after signing in', () => {
  test.each([
    '/',
    '/gallery',
    '/?prompt=A+cat&n=2',
    '/images/1#facts',
    '/gallery?person=%E5%BC%A0',
    '/%2F%2Fevil.example',
  ])('%s is a place of this studio', (path) => {
    expect(returnPath(path)).toBe(path)
  })

  test.each([
    'https://evil.example',
    'https:evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    ' /gallery',
    'gallery',
    '@evil.example',
    '',
    null,
    undefined,
  ])('open redirect: %j leads home', (asked) => {
    expect(returnPath(asked)).toBe('/')
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '/\u0000javascript:alert(1)',
    'data:text/html,x',
    'java\nscript:alert(1)',
  ])('javascript: in a return address: %j leads home', (asked) => {
    expect(returnPath(asked)).toBe('/')
  })

  test.each([
    '/sign-in',
    '/sign-in?return=/sign-in',
    '/setup?token=x',
    '/api/session',
    '/v1/models',
    '/_next/x',
  ])('%s is nowhere to go back to', (asked) => {
    expect(returnPath(asked)).toBe('/')
  })
})
