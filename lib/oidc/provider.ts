import 'server-only'
import * as oidc from 'openid-client'
import { oneLine } from '#lib/images/file-stem.ts'
import type { OidcConfig } from './config.ts'
import { CALL_SECONDS, guardedFetch, ProviderUnreachableError } from './guarded-fetch.ts'

/** Whom the provider says it has before it. Only `issuer` and `subject` name a person; the rest may change any day. */
export interface Identity {
  issuer: string
  subject: string
  name: string | null
  /** Lower case; `null` where the provider tells none, or does not say that the person proved to have it. */
  verifiedEmail: string | null
}

/** The secrets of one round trip to the provider. */
export interface RoundTripSecrets {
  state: string
  nonce: string
  verifier: string
}

const TOLD_MAX_CHARS = 300

/** The provider said no, or something that is not true of this round trip. */
export class ProviderRefusedError extends Error {
  /** The person turned back at the provider's own page. */
  readonly cancelled: boolean
  /** The provider's own error, for the log and for nobody else; `null` where it made none. */
  readonly told: string | null

  constructor(cause: unknown) {
    super('the sign-in service gave no usable answer', { cause })
    this.name = 'ProviderRefusedError'
    this.cancelled = cause instanceof oidc.AuthorizationResponseError && cause.error === 'access_denied'
    const isError =
      cause instanceof oidc.AuthorizationResponseError || cause instanceof oidc.ResponseBodyError
    this.told = isError ? oneLine(`${cause.error}: ${cause.error_description ?? ''}`, TOLD_MAX_CHARS) : null
  }
}

/** What the provider tells of itself is asked for anew after so long. Its keys have a memory of their own. */
const DISCOVERY_MS = 60 * 60_000

/** The longest that the protocol allows. */
const SUBJECT_MAX_CHARS = 255

/** Sends the secret in the way the provider asks for; the protocol's default is the header. */
function clientAuth(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None()
  const basic = oidc.ClientSecretBasic(secret)
  const post = oidc.ClientSecretPost(secret)
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_post') ? post : basic)(server, client, body, headers)
  }
}

function discover(config: OidcConfig): Promise<oidc.Configuration> {
  const insecure = config.issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
  return oidc.discovery(config.issuer, config.clientId, undefined, clientAuth(config.clientSecret), {
    [oidc.customFetch]: guardedFetch(config),
    timeout: CALL_SECONDS,
    // The token's signature is checked too, although it comes from the provider itself.
    execute: [...insecure, oidc.enableNonRepudiationChecks],
  })
}

function isUnreachable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof ProviderUnreachableError) return true
  }
  return false
}

/** What a document of the provider says of a person; nothing about it is sure. */
type Claims = Readonly<Record<string, unknown>>

/** The pair of claims must come from one document: an address from one and its proof from another prove nothing. */
function verifiedEmail(claims: Claims): string | null {
  const { email, email_verified: verified } = claims
  // Some providers write the boolean as a text.
  if (typeof email !== 'string' || (verified !== true && verified !== 'true')) return null
  const address = email.trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+$/.test(address) && address.length <= 254 ? address : null
}

function nameOf(claims: Claims): string | null {
  const names = [claims.name, claims.preferred_username]
  return names.find((name): name is string => typeof name === 'string' && name.trim() !== '') ?? null
}

/**
 * A provider of identities. It is asked about itself at first use and not before, so that one that is down neither stops
 * the studio nor stays unknown.
 */
export class OidcProvider {
  readonly #config: OidcConfig
  readonly #now: () => Date
  #found: { at: number; server: Promise<oidc.Configuration> } | null = null

  constructor(config: OidcConfig, now: () => Date) {
    this.#config = config
    this.#now = now
  }

  /** @throws ProviderUnreachableError also where what the provider tells of itself cannot be used */
  #server(): Promise<oidc.Configuration> {
    const now = this.#now().getTime()
    if (this.#found && now - this.#found.at < DISCOVERY_MS) return this.#found.server
    const server = discover(this.#config).catch((cause: unknown) => {
      // The next one who comes tries again.
      if (this.#found?.server === server) this.#found = null
      throw new ProviderUnreachableError(this.#config.issuer.href, cause)
    })
    this.#found = { at: now, server }
    return server
  }

  /** The address at the provider where a person signs in. @throws ProviderUnreachableError */
  async authorizationUrl({ state, nonce, verifier }: RoundTripSecrets): Promise<string> {
    const url = oidc.buildAuthorizationUrl(await this.#server(), {
      redirect_uri: this.#config.redirectUri,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    return url.href
  }

  /**
   * Turns what the person's browser brought back into who they are. Checked: state, the answer's issuer, PKCE, and of
   * the ID token its signature, issuer, audience, time and nonce.
   *
   * @param search the query of the callback
   * @throws ProviderUnreachableError, ProviderRefusedError
   */
  async redeem(search: string, { state, nonce, verifier }: RoundTripSecrets): Promise<Identity> {
    const server = await this.#server()
    try {
      const url = new URL(this.#config.redirectUri)
      url.search = search
      const tokens = await oidc.authorizationCodeGrant(server, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (!claims) throw new Error('there is no ID token')
      if (claims.sub === '' || claims.sub.length > SUBJECT_MAX_CHARS)
        throw new Error('the subject names nobody')
      // Many providers tell of the person only when asked.
      const told =
        claims.email === undefined && server.serverMetadata().userinfo_endpoint !== undefined
          ? await oidc.fetchUserInfo(server, tokens.access_token, claims.sub)
          : claims
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name: nameOf(told) ?? nameOf(claims),
        verifiedEmail: verifiedEmail(told),
      }
    } catch (error) {
      if (isUnreachable(error)) throw new ProviderUnreachableError(this.#config.issuer.href, error)
      throw new ProviderRefusedError(error)
    }
  }
}

/** New secrets for one round trip. */
export function newSecrets(): RoundTripSecrets {
  return {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
  }
}
