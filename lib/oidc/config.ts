import 'server-only'
import type { Env } from '#lib/env.ts'

/** Single sign-on as the operator set it up. */
export interface OidcConfig {
  issuer: URL
  clientId: string
  /** `null` for a client that the provider knows as public: PKCE alone protects the code. */
  clientSecret: string | null
  /** What people call the provider, for the button; `null` where the operator gave no name. */
  name: string | null
  /** Domains whose people may come in by themselves; lower case, ASCII. */
  domains: readonly string[]
  defaultRole: 'member' | 'viewer'
  /** Where the provider sends people back to; it must know this address. */
  redirectUri: string
  /** Private hosts that may be called: the operator's `BUNCH_ALLOW_HOSTS`. */
  allowHosts: readonly string[]
}

const CALLBACK_PATH = '/api/oidc/callback'

/** `null` where there is no single sign-on. `loadEnv` has checked that the variables go together. */
export function oidcConfig(env: Env): OidcConfig | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, BUNCH_URL } = env
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || BUNCH_URL === undefined) return null
  return {
    issuer: new URL(OIDC_ISSUER),
    clientId: OIDC_CLIENT_ID,
    clientSecret: env.OIDC_CLIENT_SECRET ?? null,
    name: env.OIDC_NAME ?? null,
    domains: env.OIDC_ALLOWED_DOMAINS,
    defaultRole: env.OIDC_DEFAULT_ROLE,
    redirectUri: `${BUNCH_URL}${CALLBACK_PATH}`,
    allowHosts: env.BUNCH_ALLOW_HOSTS,
  }
}
