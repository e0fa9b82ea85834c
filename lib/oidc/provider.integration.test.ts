import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OidcConfig } from './config.ts'
import { newSecrets, OidcProvider } from './provider.ts'
import { startProvider, type TestProvider, throughProvider } from './testing.ts'

const redirectUri = 'http://studio.invalid/api/oidc/callback'
let real: TestProvider
beforeAll(async () => {
  real = await startProvider({
    redirectUri,
    accounts: { mei: { email: 'Mei@Example.com', email_verified: true, name: 'Mei 李' } },
  })
})
afterAll(() => real.close())

const configOf = (change: Partial<OidcConfig> = {}): OidcConfig => ({
  issuer: new URL(real.issuer),
  clientId: real.clientId,
  clientSecret: real.clientSecret,
  name: null,
  domains: [],
  defaultRole: 'member',
  redirectUri,
  allowHosts: [],
  ...change,
})
const now = () => new Date()

test('a person who signs in at a real provider is known by issuer and subject', async () => {
  const provider = new OidcProvider(configOf(), now)
  const secrets = newSecrets()
  const back = await throughProvider(await provider.authorizationUrl(secrets), 'mei', { redirectUri })
  expect(await provider.redeem(back.search, secrets)).toEqual({
    issuer: real.issuer,
    subject: 'mei',
    name: 'Mei 李',
    verifiedEmail: 'mei@example.com',
  })
})
