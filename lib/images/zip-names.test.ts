import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZIP_FIELDS, type ZipPicture, zipNames, zipStem } from './zip-names.ts'

const picture: ZipPicture = {
  madeAt: new Date('2026-03-01T23:30:05Z'),
  prompt: 'A quiet dune',
  model: 'nano-banana-2',
  tier: '2K',
  ratio: '16:9',
  person: 'Ana',
  mime: 'image/png',
}
const every = ZIP_FIELDS.map((field) => `{${field}}`).join(' ')

describe('names in a ZIP', () => {
  it('are made of what the template says, by the clock of whoever downloads', () => {
    expect(zipNames(every, [picture], 'UTC')).toEqual([
      '2026-03-01 23-30-05 A quiet dune nano-banana-2 2K 16x9 Ana 1.png',
    ])
    expect(zipNames('{date}', [picture], 'Asia/Shanghai')).toEqual(['2026-03-02.png'])
    expect(zipNames('{date}', [picture], 'Nowhere/At all')).toEqual(['2026-03-01.png'])
    expect(zipNames('{nothing} x', [picture], 'UTC')).toEqual(['nothing x.png'])
  })

  it('are numbered to one width, and told apart where they are alike', () => {
    const twelve = Array.from({ length: 12 }, () => picture)
    expect(zipNames('{number}', twelve, 'UTC')[0]).toBe('01.png')
    const other = { ...picture, prompt: 'a QUIET dune' }
    expect(zipNames('{prompt}', [picture, other, picture], 'UTC')).toEqual([
      'A quiet dune.png',
      'a QUIET dune 2.png',
      'A quiet dune 3.png',
    ])
    expect(zipNames(' ', [picture, picture], 'UTC')).toEqual(['image.png', 'image 2.png'])
  })

  it('keep their number however long the prompt is', () => {
    const long = { ...picture, prompt: '香蕉'.repeat(500) }
    for (const template of ['{prompt} {number}', '{prompt} {prompt} {person} {number}']) {
      expect(zipStem(template, long, { number: 7, total: 9, timeZone: 'UTC' })).toMatch(/ 7$/)
    }
  })

  it('are safe and unlike each other whatever they are made of', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(fc.constantFrom('../', '..\\', '\r\n', '\u202e', '\0', 'CON', '{', '}', '{number}', '.', ' '))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, text, text, text, (template, prompt, person, model) => {
        const pictures = [
          { ...picture, prompt, person, model },
          picture,
          { ...picture, prompt, person, model },
        ]
        const names = zipNames(template, pictures, 'UTC')
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3)
        for (const name of names) {
          expect(name).toMatch(/^[^\\/:*?"<>|\p{C}]+\.png$/u)
          expect(name).not.toMatch(/^[. -]/)
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(220)
        }
      }),
      { numRuns: 60 },
    )
  })
})
