/** What the benches share: a studio as an operator runs it, a gateway that answers at once, and figures as a table. */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../e2e/free-port.ts'
import { Program } from '../e2e/program.ts'
import { Studio } from '../e2e/studio.ts'
import { ensureBuild } from '../scripts/build.ts'

const KEY = 'sk-bench-0000000000000000'

/** The sandbox gateway in a process of its own, with pictures drawn before anybody asks. */
export async function startGateway(): Promise<{ url: string; key: string; stop(): Promise<void> }> {
  const program = new Program(['--conditions=react-server', 'scripts/sandbox-gateway.ts', '--instant'])
  const [line] = await program.said(/^\{.*\}$/m)
  const { url }: { url: string } = JSON.parse(line)
  for (const tier of ['1K', '4K'] as const) await callGateway(url, tier)
  return {
    url,
    key: KEY,
    async stop() {
      program.signal('SIGTERM')
      await program.end()
    },
  }
}

/** What the studio asks of the gateway for a square picture. */
export const gatewayRequest = (tier: string) => ({
  method: 'POST',
  headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    model: 'nano-banana-2',
    prompt: 'A lighthouse',
    size: tier,
    extra_fields: { image_size: tier, aspect_ratio: '1:1' },
  }),
})

/** The call that every way begins with: asks the gateway and follows the link of its answer. */
export async function fetchPicture(url: string, tier: string): Promise<Response> {
  const answer = await fetch(`${url}/images/generations`, gatewayRequest(tier))
  const body = (await answer.json()) as { data: { url: string }[] }
  return fetch(body.data[0]?.url ?? '')
}

/** One call without any studio; the bytes are dropped. Resolves to how many they were. */
export async function callGateway(url: string, tier: string): Promise<number> {
  let bytes = 0
  for await (const chunk of (await fetchPicture(url, tier)).body ?? []) bytes += chunk.byteLength
  return bytes
}

export interface Running {
  studio: Studio
  url: string
  pid: number
  /** p99 of the event-loop delay in ms since the last call, above the timer's own resolution. */
  loopDelay(): Promise<number>
  stop(): Promise<void>
}

/** A production studio on a fresh data folder, with a probe inside that measures its event loop. */
export async function startStudio(env: Record<string, string> = {}): Promise<Running> {
  await ensureBuild()
  const probePort = await freePort()
  const studio = await Studio.create({
    BUNCH_LOG_LEVEL: 'error',
    NODE_OPTIONS: `--import=${resolve('bench/loop-probe.ts')}`,
    BENCH_PROBE_PORT: String(probePort),
    ...env,
  })
  await studio.start()
  return {
    studio,
    url: studio.url,
    pid: studio.running().pid,
    loopDelay: async () => Number(await (await fetch(`http://127.0.0.1:${probePort}`)).text()),
    async stop() {
      await studio.stop()
      await studio.remove()
    },
  }
}

const status = (pid: number, field: string) =>
  Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) /
  1024

/** Resident memory in MB now. */
export const memory = (pid: number) => status(pid, 'VmRSS')
/** Highest resident memory in MB since the process began, or since `resetPeak`. */
export const peakMemory = (pid: number) => status(pid, 'VmHWM')
export const resetPeak = (pid: number) => writeFileSync(`/proc/${pid}/clear_refs`, '5')

/** A server of the bench's own, for floors. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A value below which the share `at` of the values lie; the median without it. */
export function quantile(values: readonly number[], at = 0.5): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}

export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now()
  const value = await work()
  return { ms: performance.now() - begun, value }
}

export interface Figure {
  what: string
  budget: string
  measured: string
  floor?: string
}

/** Prints figures as a table for `docs/performance.md`. */
export function report(command: string, figures: readonly Figure[]): void {
  const load = loadavg().map((value) => value.toFixed(1))
  console.log(`\n${command} (Node ${process.version}, load average ${load.join(' ')})\n`)
  console.log('| What | Budget | Measured | Floor, same run |\n|---|---|---|---|')
  for (const { what, budget, measured, floor = '–' } of figures) {
    console.log(`| ${what} | ${budget} | ${measured} | ${floor} |`)
  }
}

/** Lets a studio finish what follows a start or a load (thumbnails, caches). */
export const settle = () => sleep(2_000)
