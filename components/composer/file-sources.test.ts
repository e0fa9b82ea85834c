import { describe, expect, it } from 'vitest'
import { pictureAddress } from './file-sources.ts'

describe('pictureAddress', () => {
  it('is an address that ends like a picture', () => {
    expect(pictureAddress(' https://example.com/a/b.JPG?size=2 \n')).toBe(
      'https://example.com/a/b.JPG?size=2',
    )
    expect(pictureAddress('http://example.com/猫.webp')).toBe('http://example.com/猫.webp')
  })

  it('is no text that merely holds one, no page and no other scheme', () => {
    expect(pictureAddress('see https://example.com/a.png')).toBeNull()
    expect(pictureAddress('https://example.com/page')).toBeNull()
    expect(pictureAddress('file:///etc/a.png')).toBeNull()
  })
})
