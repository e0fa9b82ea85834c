import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '#lib/outbound/testing.ts'
import type { OidcConfig } from './config.ts'
import { ProviderUnreachableError } from './guarded-fetch.ts'
import { newSecrets, OidcProvider, ProviderRefusedError } from './provider.ts'

/** A provider made by hand, which says whatever a test wants. */
const redirectUri = 'http://studio.invalid/api/oidc/callback'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

let server: TestServer
/** Another service of the same machine, which nobody may reach through the studio. */
let inside: TestServer
let reachedInside: string[] = []
/** What of the documents a test changes. */
let document: Record<string, unknown> = {}
let token: (claims: object) => string
let discovery: { status: number; location?: string } = { status: 200 }
let claims: Record<string, unknown> = {}
let calls: string[] = []

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
function signed(
  payload: object,
  header: Record<string, unknown>,
  signature: (text: string) => Buffer,
): string {
  const text = `${part(header)}.${part(payload)}`
  return `${text}.${signature(text).toString('base64url')}`
}
const rs256 = (key: typeof privateKey) => (payload: object) =>
  signed(payload, { alg: 'RS256', kid: 'one' }, (text) => sign('sha256', Buffer.from(text), key))

beforeEach(async () => {
  reachedInside = []
  calls = []
  document = {}
  claims = {}
  discovery = { status: 200 }
  token = rs256(privateKey)
  inside = await startTestServer((request, response) => {
    reachedInside.push(request.url ?? '')
    response.end('{"keys":[]}')
  })
  server = await startTestServer((request, response) => {
    calls.push(request.url ?? '')
    const json = (value: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    switch (request.url) {
      case '/.well-known/openid-configuration':
        if (discovery.location) return void response.writeHead(302, { location: discovery.location }).end()
        return void json(
          {
            issuer: server.origin,
            authorization_endpoint: `${server.origin}/authorize`,
            token_endpoint: `${server.origin}/token`,
            jwks_uri: `${server.origin}/jwks`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
            ...document,
          },
          discovery.status,
        )
      case '/jwks':
        return void json({
          keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
        })
      case '/token':
        return void json({ access_token: 'a', token_type: 'Bearer', id_token: token(claims) })
      default:
        return void response.writeHead(404).end()
    }
  })
})
afterEach(async () => {
  await server.close()
  await inside.close()
})

const secrets = newSecrets()

function provider(change: Partial<OidcConfig> = {}): OidcProvider {
  const config: OidcConfig = {
    issuer: new URL(server.origin),
    clientId: 'bunch',
    clientSecret: 'a-secret',
    name: null,
    domains: [],
    defaultRole: 'member',
    redirectUri,
    allowHosts: [],
    ...change,
  }
  return new OidcProvider(config, () => new Date())
}

const goodClaims = () => {
  const now = Math.floor(Date.now() / 1000)
  return { iss: server.origin, aud: 'bunch', sub: 'mei', iat: now, exp: now + 60, nonce: secrets.nonce }
}

/** Comes back from the provider with a code. */
function comeBack(change: Record<string, unknown> = {}, query: Record<string, string> = {}) {
  claims = { ...goodClaims(), ...change }
  const search = new URLSearchParams({ code: 'c', state: secrets.state, ...query })
  return provider().redeem(`?${search}`, secrets)
}

test('an answer that is all right is believed', async () => {
  expect(await comeBack()).toEqual({ issuer: server.origin, subject: 'mei', name: null, verifiedEmail: null })
})

describe('an ID token is refused', () => {
  const refused = { name: 'Error', message: 'the sign-in service gave no usable answer' }
  test.each<[string, Record<string, unknown>]>([
    ['of another nonce', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['for another audience', { aud: 'another-client' }],
    ['for several audiences where we are not the one meant', { aud: ['bunch', 'b'], azp: 'b' }],
    ['of another issuer', { iss: 'https://id.example' }],
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 600 }],
    ['without an end', { exp: undefined }],
    ['without a subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with an endless subject', { sub: 'x'.repeat(256) }],
  ])('%s', async (_, change) => {
    const work = comeBack(change)
    await expect(work).rejects.toThrow(ProviderRefusedError)
    await expect(work).rejects.toMatchObject({ message: refused.message, cancelled: false })
  })

  test.each<[string, (payload: object) => string]>([
    ['with alg none', (payload) => signed(payload, { alg: 'none' }, () => Buffer.alloc(0))],
    [
      'signed with the client secret in place of a key',
      (payload) =>
        signed(payload, { alg: 'HS256' }, (text) => createHmac('sha256', 'a-secret').update(text).digest()),
    ],
    [
      'signed with the public key as if it were a secret',
      (payload) =>
        signed(payload, { alg: 'HS256', kid: 'one' }, (text) =>
          createHmac('sha256', publicKey.export({ format: 'pem', type: 'spki' }))
            .update(text)
            .digest(),
        ),
    ],
    ['signed by a stranger', rs256(stranger.privateKey)],
    [
      'without a signature',
      (payload) => signed(payload, { alg: 'RS256', kid: 'one' }, () => Buffer.alloc(0)),
    ],
    ['that is none', () => 'eyJ.x'],
  ])('%s', async (_, forge) => {
    token = forge
    await expect(comeBack()).rejects.toThrow(ProviderRefusedError)
  })

  test('with alg none, also where the provider says that it signs so', async () => {
    document = { id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'] }
    token = (payload) => signed(payload, { alg: 'none' }, () => Buffer.alloc(0))
    await expect(comeBack()).rejects.toThrow(ProviderRefusedError)
  })
})

describe('an answer is refused', () => {
  test('of another state', async () => {
    await expect(comeBack({}, { state: 'another' })).rejects.toThrow(ProviderRefusedError)
    expect(calls).not.toContain('/token')
  })

  test('of another issuer (mix-up)', async () => {
    await expect(comeBack({}, { iss: 'https://evil.example' })).rejects.toThrow(ProviderRefusedError)
    expect(calls).not.toContain('/token')
  })

  test('that is an error, without its words going further than the log', async () => {
    const search = `?error=server_error&error_description=secret&state=${secrets.state}`
    const work = provider().redeem(search, secrets)
    await expect(work).rejects.toMatchObject({
      message: 'the sign-in service gave no usable answer',
      told: 'server_error: secret',
    })
  })
})

describe('OIDC discovery and JWKS pointing inside', () => {
  test('discovery that redirects inside is refused', async () => {
    discovery = { status: 302, location: `${inside.origin}/meta-data` }
    await expect(provider().authorizationUrl(secrets)).rejects.toThrow(ProviderUnreachableError)
    expect(reachedInside).toEqual([])
  })

  test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])(
    'keys on another port of %s are not asked for',
    async (host) => {
      document = { jwks_uri: `http://${host}:${inside.port}/jwks` }
      await expect(comeBack()).rejects.toThrow(ProviderUnreachableError)
      expect(reachedInside).toEqual([])
    },
  )

  test('keys at the metadata address are not asked for', async () => {
    document = { jwks_uri: 'http://169.254.169.254/latest/meta-data' }
    await expect(comeBack()).rejects.toThrow(ProviderUnreachableError)
  })

  test('a token endpoint inside gets neither the code nor the secret', async () => {
    document = { token_endpoint: `${inside.origin}/token` }
    await expect(comeBack()).rejects.toThrow(ProviderUnreachableError)
    expect(reachedInside).toEqual([])
  })

  test('a userinfo endpoint inside gets no access token', async () => {
    document = { userinfo_endpoint: `${inside.origin}/me` }
    await expect(comeBack()).rejects.toThrow(ProviderUnreachableError)
    expect(reachedInside).toEqual([])
  })

  test('what the operator allows by name may be called', async () => {
    document = { jwks_uri: `${inside.origin}/jwks` }
    claims = goodClaims()
    const search = `?code=c&state=${secrets.state}`
    const work = provider({ allowHosts: [`127.0.0.1:${inside.port}`] }).redeem(search, secrets)
    // The keys there are none.
    await expect(work).rejects.toThrow(ProviderRefusedError)
    expect(reachedInside).toEqual(['/jwks'])
  })
})

describe('discovery', () => {
  test('that tells of another issuer is refused', async () => {
    document = { issuer: 'https://id.example' }
    await expect(provider().authorizationUrl(secrets)).rejects.toThrow(ProviderUnreachableError)
  })

  test('larger than a megabyte is refused', async () => {
    document = { padding: 'x'.repeat(1024 * 1024) }
    await expect(provider().authorizationUrl(secrets)).rejects.toThrow(ProviderUnreachableError)
  })

  test('happens at first use and once; after a failure, the next one who comes tries again', async () => {
    const one = provider()
    expect(calls).toEqual([])
    discovery = { status: 503 }
    await expect(one.authorizationUrl(secrets)).rejects.toThrow(ProviderUnreachableError)
    discovery = { status: 200 }
    const [a, b] = await Promise.all([one.authorizationUrl(secrets), one.authorizationUrl(secrets)])
    expect(a).toBe(b)
    expect(calls).toHaveLength(2)
  })
})
