import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Whether anybody is let in. `starting`: the database is not open, so nobody knows yet. `closed`: the owner has no
 * account, and only who has the token from the log may make it. `open`: people sign in.
 */
type Gate = { state: 'starting' } | { state: 'closed'; token: string } | { state: 'open' }

// The server's door and Next, which evaluates modules anew, share the process's gate. Without a word it is shut.
const holder = globalThis as typeof globalThis & { bunchGate?: Gate }

export function gate(): Gate {
  return holder.bunchGate ?? { state: 'starting' }
}

export function closeGate(token: string): void {
  holder.bunchGate = { state: 'closed', token }
}

export function openGate(): void {
  holder.bunchGate = { state: 'open' }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares secrets without telling by the time it takes where they differ, or how long they are. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

/** What is answered while the gate is closed: signs of life, and files that are the same for everybody. */
const ALWAYS = ['/api/healthz', '/api/readyz', '/icon.svg', '/manifest.webmanifest', '/favicon.ico']

/**
 * Whether a request may pass the closed gate.
 *
 * @param url path and query as they came
 */
export function passesClosedGate(method: string, url: string, token: string, dev: boolean): boolean {
  const [path = '', query = ''] = url.split('?', 2)
  if (ALWAYS.includes(path)) return true
  // As it stands: no dots or escapes that would lead elsewhere.
  if (path.startsWith(dev ? '/_next/' : '/_next/static/') && !/[%\\]|\.\./.test(path)) return true
  if (path === '/api/setup') return method === 'POST'
  if (path !== '/setup') return false
  return isSameSecret(new URLSearchParams(query).get('token') ?? '', token)
}
