import { expect, test } from 'vitest'
import { checkLink, LINK_LIFETIME_MS, publicOrigin, signedLink } from './links.ts'

const ID = '8a4f6b7e-3c1d-4f7e-9b2a-0d1c2e3f4a5b'
const OTHER = '8a4f6b7e-3c1d-4f7e-9b2a-0d1c2e3f4a5c'
const made = new Date('2026-11-22T10:00:00Z')
const studio = (now = made, secret = 'one') => ({ signingSecret: Buffer.from(secret), now: () => now })
const link = new URL(signedLink(studio(), 'https://studio.example', { id: ID, mime: 'image/png' }))

test('a link names the picture and its type, at the studio’s own address', () => {
  expect(link.origin + link.pathname).toBe(`https://studio.example/v1/files/${ID}.png`)
})

test('it works until it expires', () => {
  const last = new Date(made.getTime() + LINK_LIFETIME_MS - 1000)
  const after = new Date(made.getTime() + LINK_LIFETIME_MS)
  expect(checkLink(studio(last), ID, link.searchParams)).toBe('valid')
  expect(checkLink(studio(after), ID, link.searchParams)).toBe('expired')
})

test('it opens no other picture, not for longer, and not at another studio', () => {
  expect(checkLink(studio(), OTHER, link.searchParams)).toBe('forged')
  expect(checkLink(studio(made, 'two'), ID, link.searchParams)).toBe('forged')
  const longer = new URLSearchParams(link.searchParams)
  longer.set('expires', String(Number(longer.get('expires')) + 1))
  expect(checkLink(studio(), ID, longer)).toBe('forged')
  for (const query of ['', 'signature=', 'expires=x&signature=y', 'expires=NaN']) {
    expect(checkLink(studio(), ID, new URLSearchParams(query))).toBe('forged')
  }
})

test('the address of links is BUNCH_URL, else where the request went', () => {
  const request = (headers: Record<string, string>) => new Request('http://internal:3000/v1', { headers })
  expect(publicOrigin(request({ host: 'a:3000' }), 'https://studio.example')).toBe('https://studio.example')
  expect(publicOrigin(request({ host: 'a:3000' }), undefined)).toBe('http://a:3000')
  expect(publicOrigin(request({ host: 'a', 'x-forwarded-proto': 'https, http' }), undefined)).toBe(
    'https://a',
  )
})
