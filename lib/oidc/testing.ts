import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** What the provider knows of one of its accounts. */
export interface ProviderAccount {
  email?: string
  email_verified?: boolean
  name?: string
}

export interface TestProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** By the name that one signs in with, which is the subject; may be changed at any time. */
  accounts: Map<string, ProviderAccount>
  /** Breaks every connection until it is up again. Its port stays its own: one given back may be somebody else's by then. */
  down(): void
  up(): void
  close(): Promise<void>
}

export interface TestProviderOptions {
  /** Where it sends people back to. */
  redirectUri: string
  /** A free one by default; the same again for a provider that comes back. */
  port?: number
  accounts?: Record<string, ProviderAccount>
  clientAuth?: 'client_secret_post' | 'client_secret_basic'
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEYS = { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'tests', use: 'sig', alg: 'RS256' }] }

const page = (title: string, content: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1>${content}</main></html>`

const SIGN_IN_PAGE = page(
  'Sign in at the provider',
  `<form method="post"><label>Login <input name="login" autofocus></label><button>Continue</button></form>
   <form method="post"><button name="cancel" value="yes">Cancel</button></form>`,
)

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

/** The provider's own page: whoever names a login has it. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(SIGN_IN_PAGE)
    return
  }
  const form = await formOf(request)
  const result = form.has('cancel')
    ? { error: 'access_denied', error_description: 'The person turned back.' }
    : { login: { accountId: form.get('login') ?? '', remember: false } }
  await provider.interactionFinished(request, response, result)
}

/** A real, certified OpenID provider on loopback. It believes everybody, and remembers nobody. */
export async function startProvider(options: TestProviderOptions): Promise<TestProvider> {
  const accounts = new Map(Object.entries(options.accounts ?? {}))
  const server = createServer()
  let isDown = false
  server.on('connection', (socket) => {
    if (isDown) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const clientId = 'bunch'
  const clientSecret = 'a-secret:/+&%='
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [options.redirectUri],
        token_endpoint_auth_method: options.clientAuth ?? 'client_secret_post',
      },
    ],
    clientAuthMethods: [options.clientAuth ?? 'client_secret_post'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    jwks: KEYS,
    ttl: {
      Interaction: 600,
      Grant: 600,
      Session: 600,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => {
      const account = accounts.get(sub)
      return account && { accountId: sub, claims: () => ({ sub, ...account }) }
    },
    // The studio is the operator's own: nobody is asked whether it may know them.
    async loadExistingGrant(context) {
      const { client, session, provider: own } = context.oidc
      if (!client || !session?.accountId) return
      const grant = new own.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    renderError(context, out) {
      context.type = 'html'
      context.body = page('The provider refuses', `<pre>${JSON.stringify(out)}</pre>`)
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response)
    interact(provider, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  return {
    issuer,
    clientId,
    clientSecret,
    accounts,
    down() {
      isDown = true
      server.closeAllConnections()
    },
    up() {
      isDown = false
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/**
 * Signs in at the provider's own page as a browser would.
 *
 * @param address as the studio made it
 * @param login `null` turns back
 * @returns the address to which the provider sends the browser back
 */
export async function throughProvider(
  address: string,
  login: string | null,
  { redirectUri }: { redirectUri: string },
): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(address)
  let form: URLSearchParams | null = null
  for (let step = 0; step < 10; step++) {
    const response: Response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form,
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const text = await response.text()
    if (location !== null) {
      url = new URL(location, url)
      form = null
      if (url.href.startsWith(redirectUri)) return url
    } else if (text === SIGN_IN_PAGE && form === null) {
      form = new URLSearchParams(login === null ? { cancel: 'yes' } : { login })
    } else {
      throw new Error(`the provider answers ${response.status}: ${text}`)
    }
  }
  throw new Error('the provider redirects for ever')
}
