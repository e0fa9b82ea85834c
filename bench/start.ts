/**
 * How long the studio takes to start (from the process to "ready"), and how much memory it holds when nobody does
 * anything, on the embedded database and on a PostgreSQL server. The floor is a Node program that only listens.
 *
 *   node --conditions=react-server bench/start.ts [--runs 3]
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '#lib/db/testing-server.ts'
import { Program } from '../e2e/program.ts'
import { Studio } from '../e2e/studio.ts'
import { ensureBuild } from '../scripts/build.ts'
import { type Figure, memory, peakMemory, quantile, report, timed } from './harness.ts'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } })
const RUNS = Number(values.runs)
const IDLE_MS = 15_000

interface Run {
  fresh: number
  again: number
  freshPeak: number
  againPeak: number
  idle: number
}

async function run(env: Record<string, string>): Promise<Run> {
  const studio = await Studio.create({ BUNCH_LOG_LEVEL: 'error', ...env }, 'empty')
  try {
    const fresh = (await timed(() => studio.start())).ms
    const freshPeak = peakMemory(studio.running().pid)
    await studio.stop()
    const again = (await timed(() => studio.start())).ms
    const { pid } = studio.running()
    const againPeak = peakMemory(pid)
    // As after somebody has looked at the page once.
    await (await studio.fetch('/')).text()
    await sleep(IDLE_MS)
    const idle = memory(pid)
    await studio.stop()
    return { fresh, again, freshPeak, againPeak, idle }
  } finally {
    await studio.remove()
  }
}

async function floor(): Promise<{ start: number; memory: number }> {
  const program = new Program([
    '--input-type=module',
    '-e',
    "import { createServer } from 'node:http'; createServer((_, r) => r.end()).listen(0, () => console.log('ready'))",
  ])
  const { ms } = await timed(() => program.said(/ready/))
  const held = memory(program.pid)
  program.signal('SIGKILL')
  await program.end()
  return { start: ms, memory: held }
}

await ensureBuild()
const floors = { start: [] as number[], memory: [] as number[] }
const figures: Figure[] = []
const server = await startPostgres()
for (const [name, env, idleBudget] of [
  ['embedded', {}, '≤ 400'],
  ['PostgreSQL', { DATABASE_URL: server.url }, '≤ 230'],
] as const) {
  const runs: Run[] = []
  for (let count = 0; count < RUNS; count++) {
    runs.push(await run(env))
    const bare = await floor()
    floors.start.push(bare.start)
    floors.memory.push(bare.memory)
  }
  const median = (pick: (run: Run) => number) => quantile(runs.map(pick))
  const bareStart = `${(quantile(floors.start) / 1000).toFixed(2)}`
  const bareMemory = quantile(floors.memory).toFixed(0)
  figures.push(
    {
      what: `Start on existing data, ${name}, s`,
      budget: '≤ 1.5',
      measured: (median(({ again }) => again) / 1000).toFixed(2),
      floor: bareStart,
    },
    {
      what: `First start, ${name}, s`,
      budget: '–',
      measured: (median(({ fresh }) => fresh) / 1000).toFixed(2),
      floor: bareStart,
    },
    {
      what: `Idle memory, ${name}, MB`,
      budget: idleBudget,
      measured: median(({ idle }) => idle).toFixed(0),
      floor: bareMemory,
    },
    {
      what: `Peak memory of a start on existing data / a first start, ${name}, MB`,
      budget: '–',
      measured: `${median(({ againPeak }) => againPeak).toFixed(0)} / ${median(({ freshPeak }) => freshPeak).toFixed(0)}`,
      floor: bareMemory,
    },
  )
}
await server.stop()
report(`bench/start.ts --runs ${RUNS}`, figures)
