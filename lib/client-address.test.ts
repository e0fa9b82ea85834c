import { describe, expect, test } from 'vitest'
import { trustedAddress, trustedHttps } from './client-address.ts'

describe('the address of a client', () => {
  test('is the other end of the connection, in one spelling', () => {
    expect(trustedAddress({ socket: '203.0.113.9', forwardedFor: undefined, proxies: 0 })).toBe('203.0.113.9')
    expect(trustedAddress({ socket: '::ffff:203.0.113.9', forwardedFor: undefined, proxies: 0 })).toBe(
      '203.0.113.9',
    )
    expect(trustedAddress({ socket: 'fe80::1%eth0', forwardedFor: undefined, proxies: 0 })).toBe('fe80::1')
    expect(trustedAddress({ socket: undefined, forwardedFor: undefined, proxies: 0 })).toBeNull()
  })

  test('forged X-Forwarded-For: without a trusted proxy nothing of it counts', () => {
    expect(trustedAddress({ socket: '203.0.113.9', forwardedFor: '10.0.0.1', proxies: 0 })).toBe(
      '203.0.113.9',
    )
  })

  test.each([
    [1, '198.51.100.7', '198.51.100.7'],
    [1, '6.6.6.6, 198.51.100.7', '198.51.100.7'],
    [2, '6.6.6.6, 198.51.100.7, 10.0.0.2', '198.51.100.7'],
    [1, '198.51.100.7:4711', '198.51.100.7'],
    [1, '[2001:db8::5]:4711', '2001:db8::5'],
  ])('forged X-Forwarded-For: of %i proxies and “%s” it is %s', (proxies, forwardedFor, address) => {
    expect(trustedAddress({ socket: '10.0.0.1', forwardedFor, proxies })).toBe(address)
  })

  test.each(['', 'unknown', 'nonsense', '<script>'])(
    '“%s” is no address: the proxy’s own is taken',
    (told) => {
      expect(trustedAddress({ socket: '10.0.0.1', forwardedFor: told, proxies: 1 })).toBe('10.0.0.1')
    },
  )

  test('https is believed of a trusted proxy only', () => {
    expect(trustedHttps('https', 0)).toBe(false)
    expect(trustedHttps('https', 1)).toBe(true)
    expect(trustedHttps('https, http', 1)).toBe(false)
    expect(trustedHttps('https, http', 2)).toBe(true)
    expect(trustedHttps(undefined, 1)).toBe(false)
  })
})
