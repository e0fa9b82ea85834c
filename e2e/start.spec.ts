import { copyFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { startPostgres } from '#lib/db/testing-server.ts'
import { expect, test } from './fixtures.ts'
import { Program } from './program.ts'
import { GATEWAY_KEY } from './sandbox.ts'

test.describe('a start that works', () => {
  test('prints the address, the gateway, the database and the data folder, but no key', async ({
    newStudio,
    gateway,
  }) => {
    const studio = await newStudio()
    await studio.start()
    expect(studio.output).toContain(`Bunch is ready at http://localhost:${new URL(studio.url).port}\n`)
    expect(studio.output).toContain(gateway.url)
    expect(studio.output).toContain('embedded')
    expect(studio.output).toContain(studio.dataDir)
    expect(studio.output).not.toContain(GATEWAY_KEY)
    expect(await studio.stop()).toBe(0)
  })

  test('the very first one makes the database', async ({ newStudio }) => {
    const studio = await newStudio({}, 'empty')
    await studio.start()
    expect((await fetch(`${studio.url}/api/readyz`)).status).toBe(200)
  })

  test('without a key it says that the sandbox is on and how to leave it', async ({ newStudio }) => {
    const studio = await newStudio({ OPENAI_API_KEY: '' })
    await studio.start()
    expect(studio.output).toMatch(/sandbox.*OPENAI_API_KEY/)
  })

  test('builds nothing, and starts again on what is there', async ({ newStudio }) => {
    const studio = await newStudio()
    await studio.start()
    await studio.stop()
    await studio.start()
    expect(studio.output).not.toContain('Building')
    expect((await fetch(`${studio.url}/api/readyz`)).status).toBe(200)
  })

  test('through the start script, on any Node that npm runs on', async ({ newStudio }) => {
    const studio = await newStudio()
    await studio.start(['scripts/start.mjs'])
    expect(await studio.stop()).toBe(0)
  })

  test('on PostgreSQL, without naming its password', async ({ newStudio }) => {
    const postgres = await startPostgres()
    try {
      const studio = await newStudio({ DATABASE_URL: postgres.url })
      await studio.start()
      expect(studio.output).toContain(`PostgreSQL at ${new URL(postgres.url).host}`)
      expect(studio.output).not.toContain(new URL(postgres.url).password)
      expect(await studio.stop()).toBe(0)
    } finally {
      await postgres.stop()
    }
  })
})

test.describe('a start that is refused', () => {
  test('for a configuration that cannot be used, before anything is built or opened', async ({
    newStudio,
  }) => {
    const studio = await newStudio({ BUNCH_CONCURRENCY: 'many', OPENAI_API_KEY: 'sk-1' })
    const program = studio.launch()
    expect(await program.end()).toBe(1)
    expect(program.output).toContain('BUNCH_CONCURRENCY: “many”; allowed: a whole number, 1 to 64')
    expect(program.output).toContain('OPENAI_API_KEY: “sk…” (masked)')
  })

  test('for a taken port', async ({ newStudio }) => {
    const studio = await newStudio()
    const other = createServer().listen(Number(new URL(studio.url).port), '127.0.0.1')
    const program = studio.launch()
    expect(await program.end()).toBe(1)
    expect(program.output).toContain('is taken by another program. Stop it, or set PORT')
    other.close()
  })

  test('for a data folder that cannot be written', async ({ newStudio }) => {
    const file = await newStudio()
    const path = join(file.dataDir, 'a-file')
    await writeFile(path, '')
    const studio = await newStudio({ BUNCH_DATA_DIR: join(path, 'data') })
    const program = studio.launch()
    expect(await program.end()).toBe(1)
    expect(program.output).toContain('The data folder cannot be written: BUNCH_DATA_DIR is')
  })

  test('for a data folder that another process holds', async ({ newStudio }) => {
    const first = await newStudio()
    await first.start()
    const second = await newStudio({ BUNCH_DATA_DIR: first.dataDir })
    const program = second.launch()
    expect(await program.end()).toBe(1)
    expect(program.output).toContain(first.dataDir)
    expect((await fetch(`${first.url}/api/readyz`)).status).toBe(200)
  })

  test('for a database that does not answer', async ({ newStudio }) => {
    const studio = await newStudio({ DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/bunch' })
    const program = studio.launch()
    expect(await program.end()).toBe(1)
    expect(program.output).toContain('127.0.0.1:1')
    expect(program.output).not.toContain('hunter2')
  })
})

test.describe('an end', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} drains and exits with 0, even with an open event stream`, async ({ newStudio }) => {
      const studio = await newStudio()
      await studio.start()
      const stream = await studio.fetch('/api/events')
      expect(stream.headers.get('content-type')).toContain('text/event-stream')
      expect(await studio.stop(signal)).toBe(0)
      await stream.text().catch((error: Error) => expect(error.message).toBe('terminated'))
    })
  }

  test('the server does not outlive a start script that was killed', async ({ newStudio }) => {
    const studio = await newStudio()
    // A Node that is not the pinned one, so that the script hands over to a child.
    const otherNode = join(studio.dataDir, 'node')
    await copyFile(process.execPath, otherNode)
    const program = studio.launch(['scripts/start.mjs'], otherNode)
    await program.said(/^Bunch is ready at /m)
    program.signal('SIGKILL')
    await expect
      .poll(() =>
        fetch(`${studio.url}/api/healthz`)
          .then(() => 'alive')
          .catch(() => 'gone'),
      )
      .toBe('gone')
  })

  test('npm that is asked to stop stops the server', async ({ newStudio }) => {
    const studio = await newStudio()
    // What npm does: a shell that keeps signals to itself, and that npm ends with its own.
    const npm = `
      const { spawn } = require('node:child_process')
      const env = { ...process.env, npm_lifecycle_event: 'start' }
      const shell = spawn('sh', ['-c', '"$0" scripts/start.mjs; exit', process.execPath], { stdio: 'inherit', env })
      process.on('SIGTERM', () => shell.kill())
      shell.on('exit', () => process.exit())`
    const program = studio.launch(['-e', npm])
    await program.said(/^Bunch is ready at /m)
    program.signal('SIGTERM')
    await expect
      .poll(() =>
        fetch(`${studio.url}/api/healthz`)
          .then(() => 'alive')
          .catch(() => 'gone'),
      )
      .toBe('gone')
  })

  test('two Ctrl+C at once are one', async ({ newStudio }) => {
    const studio = await newStudio()
    await studio.start()
    const program = studio.running()
    program.signal('SIGINT')
    program.signal('SIGINT')
    expect(await program.end()).toBe(0)
  })
})

test('an old Node is told what is needed', async () => {
  const program = new Program([
    '-e',
    "Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); import('./scripts/start.mjs')",
  ])
  expect(await program.end()).toBe(1)
  expect(program.output).toContain('Bunch needs Node 20.9 or newer')
})
