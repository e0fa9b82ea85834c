import 'server-only'
import { createSandboxGateway, type SandboxOptions } from './gateway.ts'

/** The part of `fetch` that a gateway adapter needs. */
export type SandboxFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/**
 * The sandbox as a `fetch` to inject into an adapter: nothing leaves the process, whatever the address, and the links it
 * answers are read through the same function. An aborted signal rejects with its reason, as `fetch` does.
 */
export function sandboxFetch(options: SandboxOptions = {}): SandboxFetch {
  const gateway = createSandboxGateway(options)
  return async (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([gateway(request), aborted])
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
}
