import 'server-only'

/** Calls with `hold` in their directive, each waiting until the test that made it has seen enough. */
export interface Holds {
  /** Until the prompt is released, or rejects when the caller goes. Released prompts wait no more. */
  wait(prompt: string, signal: AbortSignal): Promise<void>
  /** Lets the calls of a prompt go, those that wait and those to come. */
  release(prompt: string): void
}

/** Rejects when the caller goes, or at once if it has gone already: an abort that was is not heard of again. */
export async function untilGone(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted()
  return new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

export function createHolds(): Holds {
  const gates = new Map<string, ReturnType<typeof Promise.withResolvers<void>>>()
  const gateOf = (prompt: string) => {
    const gate = gates.get(prompt) ?? Promise.withResolvers<void>()
    gates.set(prompt, gate)
    return gate
  }
  return {
    async wait(prompt, signal) {
      await Promise.race([gateOf(prompt).promise, untilGone(signal)])
    },
    release: (prompt) => gateOf(prompt).resolve(),
  }
}
