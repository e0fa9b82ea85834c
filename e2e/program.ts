import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A Node program under test: its output, and its end by whatever means. */
export class Program {
  /** Standard output and error so far, as they came. */
  output = ''
  readonly #child: ChildProcess
  readonly #ended: Promise<number>

  /**
   * @param env the whole environment but for PATH and HOME, so that nothing of the developer's leaks in
   */
  constructor(args: string[], env: Record<string, string> = {}, node = process.execPath) {
    const { PATH = '', HOME = '' } = process.env
    this.#child = spawn(node, args, {
      env: { NODE_ENV: 'production', PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
      })
    }
    this.#ended = once(this.#child, 'close').then(([code, signal]) => code ?? signal)
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the program has not started')
    return this.#child.pid
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name)
  }

  /** Its exit code, or the name of the signal that ended it. */
  end(): Promise<number | NodeJS.Signals> {
    return this.#ended
  }

  /** Waits until the output matches, and gives the match. Fails at once where the program ends before. */
  async said(pattern: RegExp, timeoutMs = 120_000): Promise<RegExpExecArray> {
    for (const deadline = Date.now() + timeoutMs; ; ) {
      const match = pattern.exec(this.output)
      if (match) return match
      const step = new Promise<'again'>((resolve) => setTimeout(resolve, 25, 'again'))
      const ended = await Promise.race([this.#ended, step])
      if (Date.now() > deadline) {
        throw new Error(`the program has not said ${pattern} in ${timeoutMs} ms:\n${this.output}`)
      }
      if (ended !== 'again' && !pattern.test(this.output)) {
        throw new Error(`the program ended (${ended}) without saying ${pattern}:\n${this.output}`)
      }
    }
  }
}
