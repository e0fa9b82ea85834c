// The server process, started by start.mjs under the pinned Node: `--dev` compiles on demand, otherwise the production
// build is brought up to date first. Ends with code 1 and one clear message where it cannot start.
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { registerHooks } from 'node:module'
import { ensureBuild } from './build.ts'
import { checkDataDir, listen, StartError, whenReady } from './serve-steps.ts'
import { createStaticFiles } from './static-files.ts'

const dev = process.argv.includes('--dev')

// Next sets NODE_ENV only through its own command line, and reads it while its modules load.
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })

// Whoever read the log may go away. Telling of that in the log would fail again, and again for ever: the process would do
// nothing else, and not even stop when asked.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

if (process.channel) {
  // Started by another Node (see runtime.mjs): if that one is killed, drain and end as on a signal.
  process.channel.unref()
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

/** Request line and headers together; more is answered 431. Cookies and the longest prompt in an address fit. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  // From the first byte to the end of the headers.
  headersTimeout: 30_000,
  // To the end of the body: 60 MB on a line of 0.5 Mbit/s take this long. Slower ones are cut off.
  requestTimeout: 20 * 60_000,
  connectionsCheckingInterval: 10_000,
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')

  // `server-only` throws outside Next's server bundle. Only the configuration and the guard are loaded this way.
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'server-only'
        ? next('./node_modules/server-only/empty.js', { ...context, parentURL: import.meta.resolve('../') })
        : next(specifier, context),
  })
  const { loadEnv } = await import('#lib/env.ts')
  const { createGuard } = await import('#lib/request-guard.ts')
  const { gate } = await import('#lib/setup-gate.ts')
  const { announceBodyLength } = await import('#lib/body-length.ts')
  const { noteAnswer } = await import('#lib/answers.ts')
  hooks.deregister()

  const env = loadEnv(process.env)
  const guard = createGuard({ host: env.HOST, url: env.BUNCH_URL, proxies: env.BUNCH_TRUST_PROXY, dev })
  let handle: Handle = (_, response) => {
    response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end('Bunch is starting.\n')
  }
  const server = createServer(LIMITS, (request, response) => {
    noteAnswer(response)
    announceBodyLength(response)
    if (!guard(request, response)) return
    // Left alone, a rejection would end the process, and with it every paid call that is under way.
    const handled = async () => handle(request, response)
    handled().catch((error: unknown) => {
      console.error('a request could not be handled:', error)
      response.destroy()
    })
  })
  // Nothing here speaks WebSocket, and Next would leave the connection open without a word. (In development it reloads pages.)
  if (!dev) {
    server.on('upgrade', (_, socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n', () => {
        socket.destroy()
      })
    })
  }
  // Longer than the 60 s of usual reverse proxies, so that they never write into a closing connection.
  server.keepAliveTimeout = 65_000

  checkDataDir(env.BUNCH_DATA_DIR)
  await listen(server, env.PORT, env.HOST)
  if (!dev) await ensureBuild()

  const { default: createNext } = await import('next')
  const app = createNext({ dev, dir: process.cwd(), hostname: env.HOST, port: env.PORT, httpServer: server })
  await app.prepare()
  const next = app.getRequestHandler()
  const sendStatic = dev ? () => false : createStaticFiles()
  handle = (request, response) => (sendStatic(request, response) ? undefined : next(request, response))

  const anyAddress = ['127.0.0.1', '0.0.0.0', '::'].includes(env.HOST)
  const address = env.BUNCH_URL ?? `http://${anyAddress ? 'localhost' : reachable(env.HOST)}:${env.PORT}`
  await whenReady(`http://${reachable(env.HOST)}:${env.PORT}`)
  console.log(
    [
      '',
      `Bunch is ready at ${address}`,
      env.OPENAI_API_KEY
        ? `  gateway   ${env.OPENAI_BASE_URL}`
        : '  gateway   sandbox: drawings instead of model pictures, nothing is paid. Set OPENAI_API_KEY to use a real one.',
      `  database  ${env.DATABASE_URL ? `PostgreSQL at ${new URL(env.DATABASE_URL).host}` : 'embedded'}`,
      `  data      ${env.BUNCH_DATA_DIR}`,
      ...setUpLines(address, gate()),
      '',
    ].join('\n'),
  )
}

/** The host to ask this very server at, as it stands in an address. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

/** Until the owner has an account: how to make it. Only who reads this log can. */
function setUpLines(address: string, gate: { state: string; token?: string }): string[] {
  if (gate.state !== 'closed') return []
  return [
    '',
    'Set up: make the first account, the owner’s. Until then nobody is let in.',
    `  ${address}/setup?token=${gate.token}`,
  ]
}

try {
  await start()
} catch (error) {
  const expected = error instanceof StartError || (error instanceof Error && error.name === 'EnvError')
  console.error(expected ? `\n${(error as Error).message}\n` : error)
  process.exit(1)
}
