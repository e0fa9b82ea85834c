import 'server-only'
import type { Env } from '#lib/env.ts'
import type { GatewayAdapter } from '#lib/gateway/adapter.ts'
import { createImagesApiAdapter } from '#lib/gateway/images-api/adapter.ts'
import { type AddressPolicy, guardedAgent, hostAndPort } from '#lib/outbound/address-guard.ts'
import { dispatcherClient, functionClient } from '#lib/outbound/http-client.ts'

export interface Gateway {
  /** Recorded on every attempt. */
  id: 'images-api' | 'sandbox'
  adapter: GatewayAdapter
}

type GatewayEnv = Pick<Env, 'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'BUNCH_ALLOW_HOSTS'>

/** A `.invalid` name never resolves: nothing meant for the sandbox can leave the process. */
const SANDBOX_BASE_URL = 'http://sandbox.invalid/v1'

/** Who may be called for a result: the public internet, the gateway's own host and port, and what the operator lists. */
function resultPolicy(env: GatewayEnv): AddressPolicy {
  return { allowHosts: env.BUNCH_ALLOW_HOSTS, alwaysAllow: hostAndPort(new URL(env.OPENAI_BASE_URL)) }
}

/**
 * The gateway of this process: the configured endpoint where there is a key, else the sandbox inside this process.
 *
 * @param sandbox answers the sandbox's requests
 */
export function createGateway(env: GatewayEnv, sandbox: (request: Request) => Promise<Response>): Gateway {
  if (env.OPENAI_API_KEY === undefined) {
    const client = functionClient(sandbox)
    const adapter = createImagesApiAdapter({ baseUrl: SANDBOX_BASE_URL, apiKey: 'sandbox', client })
    return { id: 'sandbox', adapter }
  }
  const policy = resultPolicy(env)
  const client = dispatcherClient(guardedAgent(policy, { freshConnections: true }))
  const downloadClient = dispatcherClient(guardedAgent(policy))
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey } = env
  return { id: 'images-api', adapter: createImagesApiAdapter({ baseUrl, apiKey, client, downloadClient }) }
}
