import { Program } from './program.ts'

/** A key that must never be seen outside the server; a fixture searches for it. */
export const GATEWAY_KEY = 'sk-e2e-5f1c9d2ab7e84603'

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

  /** How many generation calls arrived whose prompt contains the text. */
  async callCount(prompt: string): Promise<number> {
    const response = await fetch(`${this.#control}/calls?prompt=${encodeURIComponent(prompt)}`)
    const { calls } = (await response.json()) as { calls: unknown[] }
    return calls.length
  }

  async stop(): Promise<void> {
    this.#program.signal('SIGTERM')
    await this.#program.end()
  }
}
