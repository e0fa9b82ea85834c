import 'server-only'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { GenerateStep } from '#lib/generations/generate.job.handler.ts'
import type { GenerationDto, GenerationInput } from '#lib/generations/schema.ts'

/** What a test can ask of a studio process. */
export type Command =
  | { do: 'create'; input: GenerationInput }
  | { do: 'read'; id: string }
  | { do: 'staged' }
  | { do: 'retry'; imageId: string; newId: string }
  | { do: 'redownload'; imageId: string }
  | { do: 'cancel'; imageId: string }
  | { do: 'drain'; graceMs: number }

export interface StudioChild {
  process: ChildProcess
  ask(command: Command): Promise<unknown>
  create(input: GenerationInput): Promise<GenerationDto>
  /** Reads a run until none of its pictures is waiting or running. */
  settled(id: string): Promise<GenerationDto>
  kill(): Promise<void>
}

/** Starts `studio-process.ts` with these variables and waits until it works. */
export async function startStudioChild(
  env: Record<string, string>,
  killAt?: GenerateStep,
): Promise<StudioChild> {
  const script = fileURLToPath(new URL('./studio-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=react-server', script], {
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      BUNCH_LOG_LEVEL: 'error',
      ...env,
      ...(killAt && { KILL_AT: killAt }),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextAnswer = async (): Promise<unknown> => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`the studio process ended (${child.exitCode ?? child.signalCode})`)
      const message: { ready?: true; answer?: { value?: unknown; error?: string }; level?: number } =
        JSON.parse(value)
      if (message.level !== undefined) continue
      if (message.ready) return 'ready'
      if (message.answer?.error !== undefined) throw new Error(message.answer.error)
      return message.answer?.value
    }
  }
  await nextAnswer()

  const ask = async (command: Command) => {
    child.stdin.write(`${JSON.stringify(command)}\n`)
    return nextAnswer()
  }
  return {
    process: child,
    ask,
    create: async (input) => (await ask({ do: 'create', input })) as GenerationDto,
    async settled(id) {
      for (;;) {
        const generation = (await ask({ do: 'read', id })) as GenerationDto
        const live = generation.images.some(({ status }) => status === 'queued' || status === 'running')
        if (!live) return generation
        await sleep(50)
      }
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
