import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'

/** Every variable, empty: a developer's own .env must not change a test. */
const NOTHING_SET = Object.fromEntries(
  Object.keys(parseEnv(readFileSync('.env.example', 'utf8'))).map((name) => [name, '']),
)

/** The built studio as an operator runs it: start, stop, kill, start again on the same data and port. */
export class Studio {
  /** Without a slash at the end. */
  readonly url: string
  readonly dataDir: string
  readonly #env: Record<string, string>
  #program: Program | null = null
  /** What earlier runs said. */
  #earlier = ''

  private constructor(port: number, dataDir: string, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`
    this.dataDir = dataDir
    this.#env = { ...NOTHING_SET, PORT: String(port), BUNCH_DATA_DIR: dataDir, ...env }
  }

  /**
   * A studio that has not started yet, with a port and a data folder of its own.
   *
   * @param from `empty` for a very first start; by default the database is there and empty
   */
  static async create(env: Record<string, string> = {}, from?: 'empty'): Promise<Studio> {
    const dataDir = await mkdtemp(join(tmpdir(), 'bunch-e2e-'))
    const template = process.env.BUNCH_E2E_TEMPLATE
    if (template && from !== 'empty') await cp(template, dataDir, { recursive: true })
    return new Studio(await freePort(), dataDir, env)
  }

  /** Starts the process without waiting for it. */
  launch(command = ['scripts/serve.ts'], node = process.execPath): Program {
    if (this.#program) this.#earlier += this.#program.output
    this.#program = new Program(command, this.#env, node)
    return this.#program
  }

  async start(command?: string[]): Promise<void> {
    await this.launch(command).said(/^Bunch is ready at /m)
  }

  /** The process started last. */
  running(): Program {
    if (!this.#program) throw new Error('the studio was not started')
    return this.#program
  }

  /** Asks it to stop, and gives its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    const program = this.running()
    program.signal(signal)
    return program.end()
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    this.#program?.signal('SIGKILL')
    await this.#program?.end()
  }

  /** Everything its processes have said so far. */
  get output(): string {
    return this.#earlier + (this.#program?.output ?? '')
  }

  /** Kills it and removes its data. */
  async remove(): Promise<void> {
    await this.kill()
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
