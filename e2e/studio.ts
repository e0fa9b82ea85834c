import { constants, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { BrowserContext } from 'playwright/test'
import { freePort } from './free-port.ts'
import { Program } from './program.ts'
import { asSession, enterContext, type Session } from './session.ts'

/** Every variable, empty: a developer's own .env must not change a test. */
const NOTHING_SET = Object.fromEntries(
  Object.keys(parseEnv(readFileSync('.env.example', 'utf8'))).map((name) => [name, '']),
)

/** The owner of every test's studio, unless the test sets it up itself. */
export const OWNER = { email: 'owner@bunch.test', password: 'green bananas ripen' } as const

/** As the studio names its cookie over http. */
const SESSION_COOKIE = 'bunch_session'

/** The built studio as an operator runs it: start, stop, kill, start again on the same data and port. */
export class Studio {
  /** Without a slash at the end. */
  readonly url: string
  readonly dataDir: string
  readonly #env: Record<string, string>
  /** The owner's session outlives a restart. */
  readonly #owner: Session
  /** Called after every start that succeeded. */
  onStart: () => Promise<void> = async () => {}
  #program: Program | null = null
  /** What earlier runs said. */
  #earlier = ''

  private constructor(port: number, dataDir: string, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`
    this.dataDir = dataDir
    this.#owner = asSession(this.url, () => this.signIn())
    this.#env = {
      ...NOTHING_SET,
      HOST: '127.0.0.1',
      BUNCH_OWNER_EMAIL: OWNER.email,
      BUNCH_OWNER_PASSWORD: OWNER.password,
      PORT: String(port),
      BUNCH_DATA_DIR: dataDir,
      ...env,
    }
  }

  /**
   * A studio that has not started yet, with a port and a data folder of its own.
   *
   * @param env with `PORT` where the address must be known before; empty `BUNCH_OWNER_EMAIL` and `BUNCH_OWNER_PASSWORD`, with `empty`, for a studio that is not set up
   * @param from `empty` for a very first start, or a data folder to begin with; by default the database is there and has the owner in it
   */
  static async create(
    env: Record<string, string> = {},
    from?: 'empty' | { dataDir: string },
  ): Promise<Studio> {
    const dataDir = await mkdtemp(join(tmpdir(), 'bunch-e2e-'))
    const template = typeof from === 'object' ? from.dataDir : process.env.BUNCH_E2E_TEMPLATE
    if (template && from !== 'empty') {
      await cp(template, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE })
    }
    return new Studio(env.PORT ? Number(env.PORT) : await freePort(), dataDir, env)
  }

  /** Starts the process without waiting for it. */
  launch(command = ['scripts/serve.ts'], node = process.execPath): Program {
    if (this.#program) this.#earlier += this.#program.output
    this.#program = new Program(command, this.#env, node)
    return this.#program
  }

  async start(command?: string[]): Promise<void> {
    await this.launch(command).said(/^Bunch is ready at /m)
    await this.onStart()
  }

  /** Signs a person in without a browser, and gives their cookie as a request carries it. */
  async signIn(person: { email: string; password: string } = OWNER): Promise<string> {
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.url },
      body: JSON.stringify({ email: person.email, password: person.password }),
    })
    if (!response.ok) throw new Error(`signing in answered ${response.status}: ${await response.text()}`)
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith(`${SESSION_COOKIE}=`))
    if (cookie === undefined) throw new Error('signing in gave no cookie')
    return cookie.split(';', 1)[0] ?? ''
  }

  /** The owner's cookie. */
  cookie(): Promise<string> {
    return this.#owner.cookie()
  }

  /** Asks as the owner's browser would. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    return this.#owner.fetch(path, init)
  }

  /** Signs a browser in as the owner. */
  enter(context: BrowserContext): Promise<void> {
    return enterContext(context, this.#owner)
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
