import { parse } from 'content-disposition'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentDisposition, imageFileName } from './file-name.ts'
import { oneLine } from './file-stem.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '../',
        '..\\',
        '\r\n',
        '"',
        "'",
        '\u202e',
        '\u0000',
        'a',
        '香',
        ' ',
        '.',
        ';',
        '%2e',
        'CON',
      ),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map((codes) => String.fromCharCode(...codes)),
)

describe('imageFileName', () => {
  test('is the beginning of the prompt, the place in the run and the real type', () => {
    expect(imageFileName('A red panda, reading', 0, 'image/png')).toBe('A red panda, reading 1.png')
    expect(imageFileName('一只在雨中读书的小熊猫', 3, 'image/jpeg')).toBe('一只在雨中读书的小熊猫 4.jpg')
  })

  test.each([
    ['path traversal', '../../etc/passwd', 'etc passwd 1.png'],
    ['path traversal of Windows', '..\\..\\boot.ini', 'boot.ini 1.png'],
    ['CRLF', 'cat\r\nSet-Cookie: a=b', 'cat Set-Cookie a=b 1.png'],
    ['quotes', 'a "cat"; filename="x.exe"', 'a cat filename= x.exe 1.png'],
    ['bidi controls that hide an extension', 'cat\u202egnp.exe', 'catgnp.exe 1.png'],
    ['null bytes', 'cat\u0000.exe', 'cat.exe 1.png'],
    ['a device of Windows', 'NUL', 'image NUL 1.png'],
    ['a hidden file', '.htaccess', 'htaccess 1.png'],
    ['nothing', ' \n ', 'image 1.png'],
    ['nothing but invisible characters', '\u200b\u2066\u0007', 'image 1.png'],
  ])('%s', (_attack, prompt, name) => {
    expect(imageFileName(prompt, 0, 'image/png')).toBe(name)
  })

  test('whatever the prompt, it is one safe name of bearable length', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 7 }), (prompt, index) => {
        const name = imageFileName(prompt, index, 'image/webp')
        expect(name).toMatch(/^[^\\/:*?"<>|\p{C}\r\n]+ \d\.webp$/u)
        expect(name).not.toMatch(/^[. ]/)
        expect(name.isWellFormed()).toBe(true)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(220)
      }),
    )
  })
})

describe('contentDisposition', () => {
  test('holds the name in UTF-8 and one in ASCII', () => {
    const header = contentDisposition('attachment', '小熊猫 café 1.png')
    expect(header).toContain('filename="cafe 1.png"')
    expect(header).toContain("filename*=UTF-8''%E5%B0%8F%E7%86%8A%E7%8C%AB%20caf%C3%A9%201.png")
  })

  test('falls back to a name where nothing of it is ASCII', () => {
    expect(contentDisposition('inline', '香蕉.png')).toMatch(/filename="?image.png"?;/)
  })

  test('whatever the prompt, the header is one line of ASCII and gives the name back', () => {
    fc.assert(
      fc.property(anyText, (prompt) => {
        const name = imageFileName(prompt, 0, 'image/png')
        const header = contentDisposition('attachment', name)
        expect(header).toMatch(/^attachment; [\x20-\x7e]+$/)
        expect(() => new Headers({ 'content-disposition': header })).not.toThrow()
        expect(parse(header).parameters.filename).toBe(name)
      }),
    )
  })
})

test('oneLine keeps one line of visible characters and cuts between them', () => {
  expect(oneLine('a\tb\n\nc\u202e', 10)).toBe('a b c')
  expect(oneLine('🍌🍌🍌', 2)).toBe('🍌🍌')
})
