import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ENV_NAMES, EnvError, loadEnv } from './env.ts'

const folder = mkdtempSync(join(tmpdir(), 'bunch-env-'))
afterAll(() => rmSync(folder, { recursive: true }))

function secretFile(text: string): string {
  const path = join(folder, `secret-${crypto.randomUUID()}`)
  writeFileSync(path, text)
  return path
}

/** The message that stops the start. */
function problemOf(source: Record<string, string>): string {
  try {
    loadEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
  throw new Error('the configuration was accepted')
}

describe('defaults', () => {
  test('nothing at all is a working configuration', () => {
    expect(loadEnv({})).toEqual({
      OPENAI_API_KEY: undefined,
      OPENAI_BASE_URL: 'https://api.qhaigc.net/v1',
      BUNCH_DATA_DIR: resolve('data'),
      BUNCH_URL: undefined,
      PORT: 3000,
      HOST: '0.0.0.0',
      BUNCH_TRUST_PROXY: 0,
      DATABASE_URL: undefined,
      BUNCH_CONCURRENCY: 4,
      BUNCH_ALLOW_HOSTS: [],
      BUNCH_OWNER_API_KEY: undefined,
      BUNCH_DEADLINE: 300,
      BUNCH_DEADLINE_4K: 600,
      BUNCH_DRAIN: 30,
      BUNCH_TRASH_DAYS: 30,
      OIDC_ISSUER: undefined,
      OIDC_CLIENT_ID: undefined,
      OIDC_CLIENT_SECRET: undefined,
      OIDC_NAME: undefined,
      OIDC_ALLOWED_DOMAINS: [],
      OIDC_DEFAULT_ROLE: 'member',
      BUNCH_LOG_LEVEL: 'info',
    })
  })

  test('an empty variable counts as not set', () => {
    const empty = Object.fromEntries(ENV_NAMES.map((name) => [name, '']))
    expect(loadEnv(empty)).toEqual(loadEnv({}))
  })
})

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const lines = text.split('\n')
  const entries = lines.flatMap((line) => {
    const match = /^([A-Z0-9_]+)=(.*)$/.exec(line)
    return match ? [[match[1] ?? '', match[2] ?? ''] as const] : []
  })

  test('lists every variable, and no other', () => {
    expect(entries.map(([name]) => name).sort()).toEqual(ENV_NAMES.toSorted())
  })

  test('its values are the defaults', () => {
    expect(loadEnv(Object.fromEntries(entries))).toEqual(loadEnv({}))
  })

  test('explains each one in a line above it', () => {
    for (const [name] of entries) {
      const at = lines.findIndex((line) => line.startsWith(`${name}=`))
      const above = lines.slice(0, at).findLast((line) => !/^[A-Z]/.test(line))
      expect(above, name).toMatch(/^# .{20,}/)
    }
  })

  test('shows the file form of every secret', () => {
    for (const name of ['OPENAI_API_KEY', 'DATABASE_URL', 'BUNCH_OWNER_API_KEY']) {
      expect(text).toContain(`# ${name}_FILE=`)
    }
  })
})

describe('secrets from files', () => {
  test.each([
    ['OPENAI_API_KEY', 'sk-from-a-file'],
    ['DATABASE_URL', 'postgres://user:password@db:5432/bunch'],
    ['BUNCH_OWNER_API_KEY', 'bunch-key-of-the-owner'],
  ] as const)('%s_FILE holds the path; the trailing line break is dropped', (name, secret) => {
    expect(loadEnv({ [`${name}_FILE`]: secretFile(`${secret}\n`) })[name]).toBe(secret)
  })

  test('both forms at once are refused, since one would silently lose', () => {
    const problem = problemOf({
      OPENAI_API_KEY: 'sk-direct-key',
      OPENAI_API_KEY_FILE: secretFile('sk-other'),
    })
    expect(problem).toContain('OPENAI_API_KEY_FILE')
    expect(problem).not.toContain('sk-')
  })

  test('a file that cannot be read is named', () => {
    const path = join(folder, 'missing')
    expect(problemOf({ OPENAI_API_KEY_FILE: path })).toContain(path)
  })
})

describe('what cannot be used', () => {
  test.each([
    ['PORT', '0', '1 to 65535'],
    ['PORT', '70000', '1 to 65535'],
    ['PORT', 'http', '1 to 65535'],
    ['OPENAI_BASE_URL', 'api.example.com', 'http:// or https://'],
    ['OPENAI_BASE_URL', 'ftp://api.example.com', 'http:// or https://'],
    ['BUNCH_URL', 'javascript:alert(1)', 'http:// or https://'],
    ['BUNCH_CONCURRENCY', '2.5', '1 to 64'],
    ['BUNCH_CONCURRENCY', '-1', '1 to 64'],
    ['BUNCH_DEADLINE', 'soon', '1 to 3600'],
    ['BUNCH_LOG_LEVEL', 'loud', 'debug, info, warn or error'],
  ])('%s=%s names the variable, the value and what is allowed', (name, value, allowed) => {
    const problem = problemOf({ [name]: value })
    expect(problem).toContain(`${name}: “${value}”; allowed: `)
    expect(problem).toContain(allowed)
  })

  test.each([
    ['OPENAI_API_KEY', 'sk-1'],
    ['BUNCH_OWNER_API_KEY', 'too-short'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/bunch'],
  ])('%s is masked', (name, value) => {
    const problem = problemOf({ [name]: value })
    expect(problem).toContain(`${name}: “${value.slice(0, 2)}…” (masked)`)
    expect(problem).not.toContain(value)
  })

  test('a secret read from a file is masked too', () => {
    const problem = problemOf({ DATABASE_URL_FILE: secretFile('mysql://root:hunter2@db/bunch') })
    expect(problem).not.toContain('hunter2')
  })

  test('everything wrong is said at once', () => {
    const problem = problemOf({ PORT: '0', BUNCH_CONCURRENCY: '0', BUNCH_LOG_LEVEL: 'x' })
    expect(problem.split('\n')).toHaveLength(4)
  })
})
