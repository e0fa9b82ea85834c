import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { get, type Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A reason not to start, worded for the person at the terminal. */
export class StartError extends Error {}

/** Makes the data folder and proves that it can be written. */
export function checkDataDir(path: string): void {
  const probe = join(path, `.write-test-${process.pid}`)
  try {
    mkdirSync(path, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(
      `The data folder cannot be written: BUNCH_DATA_DIR is “${path}” (${reason}).\n` +
        'Give this user the right to write there, or set BUNCH_DATA_DIR to another folder.',
      { cause },
    )
  }
}

const LISTEN_ERRORS: Record<string, string> = {
  EADDRINUSE: 'is taken by another program. Stop it, or set PORT to another number.',
  EACCES: 'may not be opened by this user. Set PORT to a number above 1023.',
  EADDRNOTAVAIL: 'is not an address of this machine. Set HOST to 127.0.0.1, 0.0.0.0 or one of its addresses.',
  ENOTFOUND: 'is not an address of this machine. Set HOST to 127.0.0.1, 0.0.0.0 or one of its addresses.',
}

/** Opens the port before the slow steps, so that a second start fails at once. */
export function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = LISTEN_ERRORS[cause.code ?? ''] ?? `cannot be opened: ${cause.message}.`
      reject(new StartError(`${host}:${port} ${reason}`, { cause }))
    })
    server.listen(port, host, resolve)
  })
}

/** The status of one GET. Not `fetch`, which Next replaces by one of its own in this process. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    request.on('error', reject)
  })
}

/**
 * Waits until the studio says that it is ready. 503 means that it is still starting; anything else, that it never will
 * be, and why is in its log.
 */
export async function whenReady(origin: string): Promise<void> {
  for (;;) {
    const status = await statusOf(`${origin}/api/readyz`)
    if (status === 200) return
    if (status !== 503) throw new StartError(`The studio could not start (status ${status}).`)
    await setTimeout(25)
  }
}
