import 'server-only'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { PASSWORD } from '#lib/accounts/limits.ts'
import { OIDC_VARIABLES, oidcProblems } from '#lib/oidc/env.ts'

const SECRETS = [
  'OPENAI_API_KEY',
  'DATABASE_URL',
  'BUNCH_OWNER_API_KEY',
  'BUNCH_OWNER_PASSWORD',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
] as const

const httpUrl = z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
const seconds = (fallback: number, max: number) =>
  z.coerce
    .number({ error: `a number of seconds, 1 to ${max}` })
    .min(1, `a number of seconds, 1 to ${max}`)
    .max(max, `a number of seconds, 1 to ${max}`)
    .default(fallback)

const schema = z.object({
  OPENAI_API_KEY: z.string().min(8, 'a key of at least 8 characters, or unset for the sandbox').optional(),
  OPENAI_BASE_URL: httpUrl.default('https://api.qhaigc.net/v1').transform((url) => url.replace(/\/+$/, '')),
  BUNCH_DATA_DIR: z
    .string()
    .default('./data')
    .transform((path) => resolve(path)),
  BUNCH_URL: httpUrl.optional().transform((url) => url?.replace(/\/+$/, '')),
  PORT: z.coerce
    .number({ error: 'a port, 1 to 65535' })
    .int('a whole number')
    .min(1, 'a port, 1 to 65535')
    .max(65535, 'a port, 1 to 65535')
    .default(3000),
  HOST: z.string().default('0.0.0.0'),
  BUNCH_TRUST_PROXY: z.coerce
    .number({ error: 'a number of proxies, 0 to 10' })
    .int('a number of proxies, 0 to 10')
    .min(0, 'a number of proxies, 0 to 10')
    .max(10, 'a number of proxies, 0 to 10')
    .default(0),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'postgres://user:password@host:port/database, or unset for the embedded database',
    )
    .optional(),
  BUNCH_CONCURRENCY: z.coerce
    .number({ error: 'a whole number, 1 to 64' })
    .int('a whole number, 1 to 64')
    .min(1, 'a whole number, 1 to 64')
    .max(64, 'a whole number, 1 to 64')
    .default(4),
  BUNCH_ALLOW_HOSTS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    ),
  BUNCH_OWNER_API_KEY: z.string().min(16, 'a key of at least 16 characters').optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'smtps://user:password@host:465, smtp://host:587, or unset for no mail',
    })
    .optional(),
  BUNCH_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'an address, or Name <address>')
    .optional(),
  BUNCH_OWNER_EMAIL: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')
    .optional(),
  BUNCH_OWNER_PASSWORD: z
    .string()
    .min(PASSWORD.minChars, `a password of at least ${PASSWORD.minChars} characters`)
    .max(PASSWORD.maxChars, `a password of at most ${PASSWORD.maxChars} characters`)
    .optional(),
  BUNCH_DEADLINE: seconds(300, 3600),
  BUNCH_DEADLINE_4K: seconds(600, 3600),
  BUNCH_DRAIN: seconds(30, 3600),
  BUNCH_TRASH_DAYS: z.coerce
    .number({ error: 'a number of days, 1 to 3650' })
    .int('a whole number of days, 1 to 3650')
    .min(1, 'a number of days, 1 to 3650')
    .max(3650, 'a number of days, 1 to 3650')
    .default(30),
  ...OIDC_VARIABLES,
  BUNCH_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], { error: 'debug, info, warn or error' })
    .default('info'),
})

export type Env = z.infer<typeof schema>

/** Every variable there is; `.env.example` explains each. */
export const ENV_NAMES = Object.keys(schema.shape)

/** A configuration that cannot be used: names each variable, its value (secrets masked) and what is allowed. */
export class EnvError extends Error {
  constructor(lines: string[]) {
    super(`The configuration cannot be used:\n${lines.map((line) => `  ${line}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

const shown = (name: string, value: string | undefined) =>
  value === undefined
    ? 'not set'
    : (SECRETS as readonly string[]).includes(name)
      ? `“${value.slice(0, 2)}…” (masked)`
      : `“${value}”`

/**
 * Reads and validates the configuration. Empty variables count as unset. Every secret may come from a file instead:
 * `NAME_FILE` holds the path, and its trailing white space is dropped.
 *
 * @throws EnvError
 */
export function loadEnv(source: Record<string, string | undefined>): Env {
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (const name of ENV_NAMES) {
    const value = source[name]
    if (value !== undefined && value !== '') values[name] = value
  }
  for (const name of SECRETS) {
    const path = source[`${name}_FILE`]
    if (path === undefined || path === '') continue
    if (values[name] !== undefined) {
      problems.push(`${name}_FILE: ${name} is set too; set one of the two`)
      continue
    }
    try {
      values[name] = readFileSync(path, 'utf8').trimEnd()
    } catch (cause) {
      problems.push(
        `${name}_FILE: “${path}” cannot be read (${cause instanceof Error ? cause.message : cause}); a path to a readable file is allowed`,
      )
    }
  }
  const result = schema.safeParse(values)
  for (const issue of result.error?.issues ?? []) {
    const name = String(issue.path[0])
    problems.push(`${name}: ${shown(name, values[name])}; allowed: ${issue.message}`)
  }
  if (values.SMTP_URL !== undefined && values.BUNCH_MAIL_FROM === undefined) {
    problems.push('BUNCH_MAIL_FROM: not set; with SMTP_URL it says whom letters come from')
  }
  if (result.success) problems.push(...oidcProblems(result.data))
  if (problems.length > 0 || !result.success) throw new EnvError(problems)
  return result.data
}
