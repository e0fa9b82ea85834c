import { brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COPY_FORMATS, type CopyFormat } from '#lib/images/copy-formats.ts'
import { encoded } from '#lib/images/derivatives.ts'
import { sharp } from '#lib/images/sharp.ts'
import { embeddedRecipe } from './embedded.ts'
import type { Recipe } from './schema.ts'
import { readXmp, writeXmp } from './xmp.ts'

const MAX = 10_000

const RECIPE: Recipe = {
  version: 1,
  software: 'Bunch',
  prompt: 'A fox in fresh snow',
  sentPrompt: null,
  model: 'nano-banana-pro',
  ratio: '9:16',
  tier: '4K',
  temperature: 0.7,
  references: [
    {
      id: '0b0f4a6e-6f0f-4c52-9d52-3c9a7a3a2b11',
      name: '狐狸 "fox" & <snow>.png',
      sha256: 'a'.repeat(64),
      role: 'subject',
    },
  ],
  kit: { id: '4c8b9a4e-6f0f-4c52-9d52-3c9a7a3a2b12', version: 3, name: 'Winter’s kit' },
  useCase: 'story',
  imageId: '7d1c9a4e-6f0f-4c52-9d52-3c9a7a3a2b13',
  madeAt: '2026-11-22T10:00:00.000Z',
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** As an export makes it: a file of a format with this XMP. */
function exported(format: CopyFormat, xmp: string): Promise<Buffer> {
  const picture = sharp({ create: { width: 24, height: 16, channels: 3, background: '#357' } })
  return encoded(picture.withXmp(xmp), format)
}

/** A character of a kind that prompts have and files trip over. */
const oddUnit = fc.oneof(
  fc.constantFrom(
    '&',
    '<',
    '>',
    '"',
    "'",
    ']]>',
    '<!--',
    '&amp;',
    '&#x0;',
    '<?xpacket end="w"?>',
    '\\',
    '{}',
  ),
  fc.constantFrom('\n', '\r\n', '\r', '\t', ' ', '\u0001', '\u0008', '\u000b', '\u001b', '\u007f', '\u0085'),
  fc.constantFrom(
    '雪',
    '狐狸',
    '「',
    '，',
    '𠮷',
    '👩‍🚀',
    '🏳️‍🌈',
    'é',
    'e\u0301',
    '\u200b',
    '\u202e',
    '\ufeff',
    '\ufffe',
  ),
  fc.constantFrom('\ud800', '\udfff'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }).filter((text) => !text.includes('\0')),
)
const oddPrompt = fc
  .array(oddUnit, { minLength: 1, maxLength: 120, size: 'max' })
  .map((units) => units.join('').slice(0, MAX))
const longPrompt = fc
  .tuple(fc.constantFrom('一', '𠮷'), fc.integer({ min: 1, max: 2 ** 31 }))
  .map(([first, seed]) => scattered(first.codePointAt(0) ?? 0, seed))

/** 10,000 characters that no packing makes much of. */
function scattered(from: number, seed: number): string {
  let state = seed
  let text = ''
  while (text.length < MAX - 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    text += String.fromCodePoint(from + ((state >> 8) % 20_000))
  }
  return text.padEnd(MAX, '!')
}

describe.each(COPY_FORMATS)('a recipe in %s', (format) => {
  test('comes back as it was, whatever the prompt', async () => {
    await fc.assert(
      fc.asyncProperty(oddPrompt, fc.option(oddPrompt), async (prompt, sentPrompt) => {
        const recipe = { ...RECIPE, prompt, sentPrompt }
        expect(await embeddedRecipe(await exported(format, writeXmp(recipe, 'model')))).toEqual(recipe)
      }),
      { numRuns: 60 },
    )
  })

  test('comes back with 10,000 characters, also of the kind that fill a file', async () => {
    const worst = ['&', '"', '\n', '\u0001', '\udfff', '一'].map((unit) => unit.repeat(MAX))
    await fc.assert(
      fc.asyncProperty(fc.oneof(longPrompt, fc.constantFrom(...worst)), async (prompt) => {
        expect(prompt).toHaveLength(MAX)
        const recipe = { ...RECIPE, prompt, sentPrompt: `Image 1 is the subject.\n${prompt}` }
        expect(await embeddedRecipe(await exported(format, writeXmp(recipe, 'model')))).toEqual(recipe)
      }),
      { numRuns: 12, examples: worst.map((prompt) => [prompt] as [string]) },
    )
  })
})

describe('writeXmp', () => {
  test('leaves out what was sent where a JPEG would have no room for it', async () => {
    const sentPrompt = [2, 3, 4].map((seed) => scattered(0x4e00, seed)).join('')
    const recipe = { ...RECIPE, prompt: scattered(0x4e00, 1), sentPrompt }
    const read = await embeddedRecipe(await exported('jpg', writeXmp(recipe, 'model')))
    expect(read?.sentPrompt).toBeNull()
    expect(read?.prompt === recipe.prompt).toBe(true)
  })

  test('says by the words of the IPTC that a model made the picture, and shows other programs the prompt', () => {
    const xmp = writeXmp({ ...RECIPE, prompt: 'Fish & <chips> "hot" \u0001' }, 'model')
    expect(xmp).toContain(
      'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"',
    )
    expect(xmp).toContain('Fish &#38; &#60;chips&#62; &#34;hot&#34; \ufffd</rdf:li>')
    expect(writeXmp(RECIPE, 'program')).toContain('digitalsourcetype/algorithmicMedia"')
  })
})

describe('readXmp', () => {
  const packed = brotliCompressSync(JSON.stringify(RECIPE)).toString('base64')
  const ours = 'urn:bunch:recipe:1'

  test.each([
    ['another prefix and single quotes', `<a xmlns:x1='${ours}' x1:recipe='${packed}'/>`],
    ['an element', `<a xmlns:b="${ours}"><b:recipe>${packed}</b:recipe></a>`],
    ['lines broken in it', `<a xmlns:b = "${ours}" b:recipe = "${packed.replace(/.{60}/g, '$&\n ')}"/>`],
    [
      'a stranger’s property of that name before it',
      `<a xmlns:b="${ours}" b:recipes="x" b:recipe="${packed}"/>`,
    ],
  ])('reads what other programs made of it: %s', (_, xmp) => {
    expect(readXmp(bytesOf(xmp))).toEqual(RECIPE)
  })

  const bomb = brotliCompressSync(Buffer.alloc(200 * 1024 * 1024, ' ')).toString('base64')
  const pack = (value: unknown) => brotliCompressSync(JSON.stringify(value)).toString('base64')
  test.each([
    ['nothing', ''],
    ['a foreign file', '<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:photoshop="y" photoshop:recipe="AAAA"/>'],
    ['another namespace of our prefix', `<a xmlns:bunch="urn:other" bunch:recipe="${packed}"/>`],
    ['no Base64', `<a xmlns:b="${ours}" b:recipe="%%%"/>`],
    ['Base64 of nothing packed', `<a xmlns:b="${ours}" b:recipe="AAAAAAAA"/>`],
    ['a cut value', `<a xmlns:b="${ours}" b:recipe="${packed.slice(0, 80)}"/>`],
    ['a value that unfolds to 200 MB', `<a xmlns:b="${ours}" b:recipe="${bomb}"/>`],
    ['no JSON', `<a xmlns:b="${ours}" b:recipe="${brotliCompressSync('{').toString('base64')}"/>`],
    ['a later version', `<a xmlns:b="${ours}" b:recipe="${pack({ ...RECIPE, version: 2 })}"/>`],
    [
      'a prompt that is too long',
      `<a xmlns:b="${ours}" b:recipe="${pack({ ...RECIPE, prompt: 'x'.repeat(MAX + 1) })}"/>`,
    ],
    ['a null character', `<a xmlns:b="${ours}" b:recipe="${pack({ ...RECIPE, prompt: 'a\0b' })}"/>`],
    ['ids that are none', `<a xmlns:b="${ours}" b:recipe="${pack({ ...RECIPE, imageId: '../../etc' })}"/>`],
    [
      'prototype keys',
      `<a xmlns:b="${ours}" b:recipe="${brotliCompressSync('{"__proto__":{"version":1}}').toString('base64')}"/>`,
    ],
  ])('finds no recipe in %s', (_, xmp) => {
    expect(readXmp(bytesOf(xmp))).toBeNull()
  })

  test('unfolds no entities, however many a document declares', () => {
    const lol = Array.from({ length: 20 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
    const external = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    const xmp = `<!DOCTYPE a [<!ENTITY l0 "lol">${lol}${external}]><a xmlns:b="${ours}" b:recipe="&l20;&x;"/>`
    expect(readXmp(bytesOf(xmp))).toBeNull()
  })

  test('gives up on XMP of more than half a megabyte, and is quick with what is made to be slow', () => {
    expect(readXmp(bytesOf(`${' '.repeat(600_000)}<a xmlns:b="${ours}" b:recipe="${packed}"/>`))).toBeNull()
    const many = Array.from({ length: 6_000 }, (_, i) => `xmlns:p${i}="${ours}" p${i}:recipe=" `).join('')
    expect(readXmp(bytesOf(`<a ${many} ${'b:recipe='.repeat(20_000)}`))).toBeNull()
  })

  test('survives any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const around = Buffer.concat([bytesOf(`<a xmlns:b="${ours}" b:recipe="`), noise, bytesOf('"/>')])
        expect(() => readXmp(around)).not.toThrow()
        expect(readXmp(noise)).toBeNull()
      }),
    )
  })
})

test('a file that is no picture has no recipe', async () => {
  expect(await embeddedRecipe(bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull()
  expect(await embeddedRecipe(new Uint8Array())).toBeNull()
})
