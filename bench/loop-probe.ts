/**
 * Loaded into a studio's process by the benches (`NODE_OPTIONS=--import=…`): answers with the 99th percentile of the
 * event loop's delay in ms since the last question. Node measures with a timer of 1 ms, which is taken off.
 */
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

const { BENCH_PROBE_PORT } = process.env
const RESOLUTION_MS = 1

// Build workers inherit the options; only the server's own process answers.
if (BENCH_PROBE_PORT && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const server = createServer((_, response) => {
    response.end(String(Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS)))
    delay.reset()
  })
  server.unref()
  server.on('error', () => undefined)
  server.listen(Number(BENCH_PROBE_PORT), '127.0.0.1')
}
