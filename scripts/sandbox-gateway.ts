/**
 * Serves the sandbox gateway over HTTP, for tests, benches and trying things by hand. Prints one line of JSON with its
 * addresses and runs until it is told to stop.
 *
 *   node --conditions=react-server scripts/sandbox-gateway.ts --port 0 [--host 127.0.0.1] [--instant] [--latency 1500,4000]
 */
import { parseArgs } from 'node:util'
import { startSandboxServer } from '#lib/gateway/sandbox/server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    instant: { type: 'boolean', default: false },
    latency: { type: 'string', default: '0,0' },
  },
})
const [least = 0, most = least] = values.latency.split(',').map(Number)

const server = await startSandboxServer({
  port: Number(values.port),
  host: values.host,
  instant: values.instant,
  latencyMs: [least, most],
})
console.log(JSON.stringify({ url: server.url, control: server.control }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close())
}
// Started by a test: end with it, however it ends.
process.channel?.unref()
process.on('disconnect', () => void server.close())
