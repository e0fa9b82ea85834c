import 'server-only'
import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** Roles that signing in at a provider may give by itself. To administer the studio takes an admin who says so. */
const DEFAULT_ROLES = ['member', 'viewer'] as const

const DOMAIN = /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/
const domain = (text: string) => domainToASCII(text.trim().replace(/^@/, '').toLowerCase())

/** The variables of single sign-on. What they must be together is said by `oidcProblems`. */
export const OIDC_VARIABLES = {
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'the address of an OpenID provider' }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40, 'a name of at most 40 characters').optional(),
  OIDC_ALLOWED_DOMAINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((entry) => entry.trim() !== ''))
    .refine((list) => list.every((entry) => DOMAIN.test(domain(entry))), {
      error: 'domains with commas between, such as example.com,example.org',
    })
    .transform((list) => list.map(domain)),
  OIDC_DEFAULT_ROLE: z
    .enum(DEFAULT_ROLES, { error: 'member or viewer; an admin makes admins' })
    .default('member'),
}

interface Together {
  OIDC_ISSUER?: string | undefined
  OIDC_CLIENT_ID?: string | undefined
  OIDC_CLIENT_SECRET?: string | undefined
  OIDC_ALLOWED_DOMAINS: string[]
  BUNCH_URL?: string | undefined
  BUNCH_ALLOW_HOSTS: string[]
}

function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || (isIP(bare) !== 0 && ipaddr.process(bare).range() === 'loopback')
}

/** What is wrong with the variables as a whole, a line each; none where single sign-on is not set up at all. */
export function oidcProblems(env: Together): string[] {
  const problems: string[] = []
  if (env.OIDC_ISSUER === undefined) {
    const others = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
    const given = others.filter((name) => env[name] !== undefined)
    if (given.length > 0)
      problems.push(`OIDC_ISSUER: not set; ${given.join(' and ')} mean nothing without it`)
    return problems
  }
  const issuer = new URL(env.OIDC_ISSUER)
  const known =
    isLoopback(issuer.hostname) ||
    env.BUNCH_ALLOW_HOSTS.some((host) => [issuer.hostname, issuer.host].includes(host))
  if (issuer.protocol !== 'https:' && !known) {
    problems.push(
      `OIDC_ISSUER: “${env.OIDC_ISSUER}”; allowed: an https:// address, or http:// on this machine or on a host of BUNCH_ALLOW_HOSTS`,
    )
  }
  if (issuer.search !== '' || issuer.hash !== '' || issuer.username !== '') {
    problems.push(
      `OIDC_ISSUER: “${env.OIDC_ISSUER}”; allowed: an address without a query, a fragment or a user`,
    )
  }
  if (env.OIDC_CLIENT_ID === undefined) {
    problems.push('OIDC_CLIENT_ID: not set; the name under which the provider knows this studio')
  }
  if (env.BUNCH_URL === undefined) {
    problems.push(
      'BUNCH_URL: not set; the provider sends people back to this address, so OIDC_ISSUER needs it',
    )
  }
  return problems
}
