import { describe, expect, test } from 'vitest'
import { EnvError, loadEnv } from '#lib/env.ts'
import { oidcConfig } from './config.ts'

const GOOD = {
  BUNCH_URL: 'https://bunch.example',
  OIDC_ISSUER: 'https://id.example/realms/team',
  OIDC_CLIENT_ID: 'bunch',
  OIDC_CLIENT_SECRET: 'hunter2-hunter2',
}

function problemOf(change: Record<string, string>): string {
  try {
    loadEnv({ ...GOOD, ...change })
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
  throw new Error('the configuration was accepted')
}

const configOf = (source: Record<string, string>) => oidcConfig(loadEnv(source))

test('without an issuer there is no single sign-on', () => {
  expect(configOf({})).toBeNull()
})

test('an issuer, a client and the address of the studio are enough', () => {
  expect(configOf(GOOD)).toEqual({
    issuer: new URL(GOOD.OIDC_ISSUER),
    clientId: 'bunch',
    clientSecret: GOOD.OIDC_CLIENT_SECRET,
    name: null,
    domains: [],
    defaultRole: 'member',
    redirectUri: 'https://bunch.example/api/oidc/callback',
    allowHosts: [],
  })
})

test('domains are read however people write them', () => {
  const config = configOf({ ...GOOD, OIDC_ALLOWED_DOMAINS: ' Example.com, @example.org ,, bücher.example' })
  expect(config?.domains).toEqual(['example.com', 'example.org', 'xn--bcher-kva.example'])
})

test.each(['http://localhost:8080', 'http://127.0.0.1:8080/x', 'http://[::1]:8080'])(
  'the issuer %s is on this machine and needs no TLS',
  (issuer) => {
    expect(configOf({ ...GOOD, OIDC_ISSUER: issuer })?.issuer.href).toBe(new URL(issuer).href)
  },
)

test('the issuer on a host that the operator allows needs no TLS', () => {
  for (const hosts of ['id.internal', 'id.internal:8080']) {
    const env = { ...GOOD, OIDC_ISSUER: 'http://id.internal:8080', BUNCH_ALLOW_HOSTS: hosts }
    expect(configOf(env)?.issuer.host).toBe('id.internal:8080')
  }
})

describe('what cannot be used', () => {
  test.each([
    ['OIDC_ISSUER', 'http://id.example', 'https://'],
    ['OIDC_ISSUER', 'http://127.0.0.1.id.example', 'https://'],
    ['OIDC_ISSUER', 'id.example', 'an OpenID provider'],
    ['OIDC_ISSUER', 'https://id.example/?realm=team', 'without a query'],
    ['OIDC_DEFAULT_ROLE', 'admin', 'member or viewer'],
    ['OIDC_DEFAULT_ROLE', 'owner', 'member or viewer'],
    ['OIDC_ALLOWED_DOMAINS', '*', 'example.com,example.org'],
    ['OIDC_ALLOWED_DOMAINS', 'me@example.com', 'example.com,example.org'],
  ])('%s=%s names the variable, the value and what is allowed', (name, value, allowed) => {
    const problem = problemOf({ [name]: value })
    expect(problem).toContain(`${name}: “${value}”; allowed: `)
    expect(problem).toContain(allowed)
  })

  test.each([
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET mean nothing without it'],
    ['OIDC_CLIENT_ID', 'the provider knows'],
    ['BUNCH_URL', 'sends people back'],
  ])('%s is missed where the others are set', (name, words) => {
    const problem = problemOf({ [name]: '' })
    expect(problem).toContain(`${name}: not set; `)
    expect(problem).toContain(words)
    expect(problem).not.toContain('hunter2')
  })
})
