// Everything that must hold, in order of cost. Prints what each step prints, a summary, and as the very last line
// `N passed, N failed, N skipped`: a check counts as one, a test as one. Ends with code 1 if anything failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join, relative, resolve } from 'node:path'
import { ensureBuild } from './build.ts'
import { findChromium } from './find-chromium.ts'

interface Counts {
  passed: number
  failed: number
  skipped: number
  /** What failed and why, a text each: whoever has only the end of the output must find it there. */
  failures?: string[]
}

interface Outcome extends Counts {
  name: string
  seconds: number
}

const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 }
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 }

/** Characters of a failure that the summary repeats; the whole of it stands in the step's own output. */
const LONGEST_FAILURE = 2000

const folder = mkdtempSync(join(tmpdir(), 'bunch-tests-'))
const outcomes: Outcome[] = []

/** Runs a program of `node_modules/.bin` under this Node; resolves to whether it ended with 0. */
function run(bin: string, args: string[], env: Record<string, string> = {}): boolean {
  const path = [resolve('node_modules/.bin'), process.env.PATH].join(delimiter)
  const { status } = spawnSync(bin, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1', ...env },
    shell: process.platform === 'win32',
  })
  return status === 0
}

async function step(name: string, work: () => Counts | Promise<Counts>): Promise<void> {
  console.log(`\n── ${name}`)
  const start = performance.now()
  let counts = FAILED
  try {
    counts = await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  outcomes.push({ name, ...counts, seconds: (performance.now() - start) / 1000 })
}

const check = (bin: string, ...args: string[]) => (run(bin, args) ? PASSED : FAILED)

/** Counts from a report. A run that failed though its tests passed (a broken file, no report) is one failure. */
function counted(ok: boolean, file: string, read: (report: never) => Counts): Counts {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')) as never)
    : { ...PASSED, passed: 0 }
  if (ok || counts.failed > 0) return counts
  const own = counts.failures?.length
    ? counts.failures
    : [`${basename(file, '.json')}: see what its step printed`]
  return { ...counts, failed: 1, failures: own }
}

/** Of Vitest's JSON report: a file with the tests in it, and `message` if the file itself failed. */
interface VitestFile {
  name: string
  message: string
  assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
}

/** Of Playwright's JSON report: a file or a `describe`, with what stands in it. */
interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs: {
    title: string
    file: string
    line: number
    ok: boolean
    tests: { results: { errors: { message?: string }[] }[] }[]
  }[]
}

function playwrightFailures({ suites = [], specs }: PlaywrightSuite): string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors))
      return [`${file}:${line} › ${title}`, ...errors.map(({ message = '' }) => message)].join('\n')
    })
  return [...own, ...suites.flatMap(playwrightFailures)]
}

function vitest(project: string): Counts {
  const file = join(folder, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const ok = run('vitest', ['run', '--project', project, ...reporters], { NODE_ENV: 'test' })
  return counted(
    ok,
    file,
    (report: {
      numPassedTests: number
      numFailedTests: number
      numPendingTests: number
      testResults: VitestFile[]
    }) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests,
      failures: report.testResults.flatMap(({ name: path, message, assertionResults }) => {
        const name = relative('.', path)
        const failed = assertionResults.filter(({ status }) => status === 'failed')
        const own = message ? [`${name}\n${message}`] : []
        return [
          ...own,
          ...failed.map((test) => `${name} › ${test.fullName}\n${test.failureMessages.join('\n')}`),
        ]
      }),
    }),
  )
}

function playwright(): Counts {
  const file = join(folder, 'e2e.json')
  const ok = run('playwright', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    // Its default is shared by every clone on the machine.
    PWTEST_CACHE_DIR: join(folder, 'e2e'),
  })
  return counted(
    ok,
    file,
    ({ stats, suites }: { stats: Record<string, number>; suites: PlaywrightSuite[] }) => ({
      passed: stats.expected ?? 0,
      failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
      skipped: stats.skipped ?? 0,
      failures: suites.flatMap(playwrightFailures),
    }),
  )
}

// Types of routes that are gone would fail the types of the project.
for (const stale of ['.next/types', '.next/dev']) rmSync(stale, { recursive: true, force: true })

await step('format and lint', () => check('biome', 'check', '.'))
await step('types', () => (run('next', ['typegen']) ? check('tsc', '--noEmit') : FAILED))
await step('structure', () => check('node', 'scripts/check-structure.ts'))
await step('unused code and dependencies', () => check('knip'))
await step('unit', () => vitest('unit'))
await step('integration', () => vitest('integration'))
await step('build', async () => {
  await ensureBuild()
  return PASSED
})
await step('browser', () => {
  console.log(findChromium().executablePath)
  return PASSED
})
await step('end to end', playwright)

rmSync(folder, { recursive: true })
console.log('\n── summary')
for (const { name, passed, failed, skipped, seconds } of outcomes) {
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds.toFixed(0)} s)`,
  )
}
for (const failure of outcomes.flatMap(({ failures = [] }) => failures)) {
  console.log(`\n✗ ${failure.slice(0, LONGEST_FAILURE)}`)
}
const total = (of: 'passed' | 'failed' | 'skipped') => outcomes.reduce((sum, outcome) => sum + outcome[of], 0)
process.exitCode = total('failed') > 0 ? 1 : 0
console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
