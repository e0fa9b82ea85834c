import { Program } from './program.ts'

/** A key that must never be seen outside the server; a fixture searches for it. */
export const GATEWAY_KEY = 'sk-e2e-5f1c9d2ab7e84603'

/** The key with which programs call the studio's own API. */
export const OWNER_API_KEY = 'bunch-e2e-8d20c7f3b91a4e65'

/** What the sandbox notes of a call. */
interface SandboxCall {
  size: string
  /** Reference data shortened. */
  extraFields: unknown
  /** When it arrived; ISO 8601. */
  at: string
  /** HTTP status, or what happened instead; `null` while the call runs. */
  outcome: number | string | null
  /** Milliseconds; `null` while the call runs. */
  tookMs: number | null
}

/** The sandbox gateway over real HTTP, in a process of its own. */
export class Sandbox {
  /** Base URL for a client. */
  readonly url: string
  readonly #control: string
  readonly #program: Program

  private constructor(program: Program, url: string, control: string) {
    this.#program = program
    this.url = url
    this.#control = control
  }

  static async start(): Promise<Sandbox> {
    const program = new Program(['--conditions=react-server', 'scripts/sandbox-gateway.ts'])
    const [line] = await program.said(/^\{.*\}$/m)
    const { url, control } = JSON.parse(line)
    return new Sandbox(program, url, control)
  }

  /** The generation calls that arrived with exactly this prompt, oldest first. */
  async calls(prompt: string): Promise<SandboxCall[]> {
    const response = await fetch(`${this.#control}/calls?prompt=${encodeURIComponent(prompt)}`)
    const { calls } = (await response.json()) as { calls: SandboxCall[] }
    return calls
  }

  async callCount(prompt: string): Promise<number> {
    return (await this.calls(prompt)).length
  }

  /** Answers the calls of a prompt with `hold` in its directive: those that wait, and those to come. */
  async release(prompt: string): Promise<void> {
    const query = new URLSearchParams({ prompt })
    const response = await fetch(`${this.#control}/release?${query}`, { method: 'POST' })
    if (!response.ok) throw new Error(`the sandbox answered ${response.status}`)
  }

  async stop(): Promise<void> {
    this.#program.signal('SIGTERM')
    await this.#program.end()
  }
}
