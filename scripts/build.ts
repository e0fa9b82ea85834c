import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { compressStaticFiles } from './static-files.ts'

/** Everything a production build reads, relative to the root. */
const SOURCES = [
  '{app,components,lib,messages,public}/**/*',
  '{instrumentation,instrumentation-client}.ts',
  '{next.config.ts,postcss.config.mjs,tailwind.config.ts,tsconfig.json,package.json,package-lock.json}',
]

const STAMP = '.next/bunch-build'

/** A hash of the sources' names and contents: unlike times, it survives `git checkout`. */
export function sourcesHash(cwd = process.cwd()): string {
  const hash = createHash('sha256').update(process.version)
  const files = globSync(SOURCES, { cwd, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort()
  for (const file of files) {
    hash.update(`\0${file.slice(cwd.length)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Runs Next's build; resolves to its exit code. Its output is shown only where it fails. */
function runBuild(): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => {
    child.kill()
    process.exit(130)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve({ code, output: Buffer.concat(chunks).toString() })
    })
  })
}

/** Builds for production unless the build that is there was made from these very sources. */
export async function ensureBuild(): Promise<void> {
  const hash = sourcesHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return
  console.log('Building (once, and after every change of the sources) …')
  rmSync(STAMP, { force: true })
  const { code, output } = await runBuild()
  if (code !== 0) throw new Error(`The build failed:\n${output}`)
  compressStaticFiles()
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, hash)
}
