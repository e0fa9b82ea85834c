import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLiftedJson } from '#lib/lifted-json/read.ts'
import { pngOfLength, TINY_PNG } from '#lib/outbound/testing.ts'
import { modelIdsOf, picturesOf, textOf } from './response.ts'

const MAX_BYTES = 50_000_000
const small = TINY_PNG.toString('base64')
const big = pngOfLength(200_001)

async function answerOf(text: string, pieceBytes = 50_000) {
  const bytes = Buffer.from(text)
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes))
  return readLiftedJson(Readable.from(pieces), MAX_BYTES)
}

/** Pictures as hex digests of nothing: their bytes, or their link. */
async function shownOf(text: string, pieceBytes?: number) {
  const shown: (Buffer | string)[] = []
  for (const picture of picturesOf(await answerOf(text, pieceBytes))) {
    if (picture.kind === 'url') shown.push(picture.url)
    else shown.push(Buffer.concat(await Array.fromAsync(picture.value.bytes())))
  }
  return shown
}

const data = (...items: unknown[]) => JSON.stringify({ created: 1, data: items })

describe('pictures', () => {
  test.each<[string, unknown, Buffer | string]>([
    ['base64', { b64_json: small }, TINY_PNG],
    ['base64 as a data URI', { b64_json: `data:image/png;base64,${small}` }, TINY_PNG],
    ['a data URI as url', { url: `data:image/webp;base64,${small}` }, TINY_PNG],
    ['base64 with line breaks', { b64_json: small.replaceAll(/(.{40})/g, '$1\r\n') }, TINY_PNG],
    ['long base64', { b64_json: big.toString('base64') }, big],
    ['a long data URI', { b64_json: `data:image/png;base64,${big.toString('base64')}` }, big],
    ['a long data URI as url', { url: `data:image/png;base64,${big.toString('base64')}` }, big],
    [
      'long base64 with line breaks',
      { b64_json: big.toString('base64').replaceAll(/(.{76})/g, '$1\n') },
      big,
    ],
    ['long base64 without padding', { b64_json: big.toString('base64').replaceAll('=', '') }, big],
    ['a link', { url: 'https://cdn.example/1.png', b64_json: '' }, 'https://cdn.example/1.png'],
    ['a link beside null', { url: 'https://cdn.example/1.png', b64_json: null }, 'https://cdn.example/1.png'],
    ['base64 before a link', { url: 'https://cdn.example/1.png', b64_json: small }, TINY_PNG],
  ])('%s', async (_, item, expected) => {
    expect(await shownOf(data(item))).toEqual([expected])
  })

  test.each<[string, unknown]>([
    ['empty strings', { url: '', b64_json: '' }],
    ['text where base64 should be', { b64_json: 'I cannot draw that.' }],
    ['long text where base64 should be', { b64_json: 'no, '.repeat(50_000) }],
    ['base64 of no picture', { b64_json: Buffer.from('hello').toString('base64') }],
    ['an address of another kind', { url: 'ftp://example.com/1.png' }],
    ['numbers', { url: 1, b64_json: 2 }],
    ['null', null],
  ])('%s are none', async (_, item) => {
    expect(await shownOf(data(item))).toEqual([])
  })

  test('every item of the list, in order', async () => {
    const items = [
      { b64_json: small },
      {},
      { url: 'https://cdn.example/2.png' },
      { b64_json: big.toString('base64') },
    ]
    expect(await shownOf(data(...items))).toEqual([TINY_PNG, 'https://cdn.example/2.png', big])
  })

  test('slashes escaped as PHP does, and signs as .NET does', async () => {
    const text = data({ b64_json: `data:image/png;base64,${big.toString('base64')}` })
    expect(await shownOf(text.replaceAll('/', '\\/'))).toEqual([big])
    expect(await shownOf(text.replaceAll('+', '\\u002B').replaceAll('/', '\\u002f'))).toEqual([big])
  })

  test('wherever the pieces are cut', async () => {
    const escaped = data({ text: 'a "quoted" \\ word', b64_json: big.toString('base64') })
      .replaceAll('+', '\\u002B')
      .replaceAll('/', '\\/')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (pieceBytes) => {
        expect(await shownOf(escaped, pieceBytes)).toEqual([big])
      }),
      { numRuns: 15 },
    )
  })

  test('in a list of another shape are none', async () => {
    for (const text of ['{"data": "x"}', '{"data": null}', '[]', 'null', '"text"']) {
      expect(await shownOf(text)).toEqual([])
    }
  })
})

test('JSON without long strings is read as JSON.parse would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.integer({ min: 1, max: 20 }), async (text, pieceBytes) => {
      expect((await answerOf(text, pieceBytes)).value).toEqual(JSON.parse(text))
    }),
  )
})

test('an answer without end is cut off', async () => {
  const endless = Readable.from(
    (function* () {
      yield Buffer.from('{"data":[')
      for (;;) yield Buffer.from(`${JSON.stringify({ filler: 'x'.repeat(10_000) })},`)
    })(),
  )
  await expect(readLiftedJson(endless, MAX_BYTES)).rejects.toThrow('too large')
})

test('a 40 MB answer never holds the event loop for long', async () => {
  const text = Buffer.from(data({ b64_json: pngOfLength(30_000_000).toString('base64') }))
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const answer = await readLiftedJson(Readable.from([text]), MAX_BYTES)
  clearInterval(timer)
  expect(picturesOf(answer)).toHaveLength(1)
  // It came as one piece and was still taken apart over many turns.
  expect(turns).toBeGreaterThan(5)
})

describe('the model’s own words', () => {
  test.each([
    [{ text: 'a' }, 'a'],
    [{ data: [{ text: ' b ' }] }, 'b'],
    [{ choices: [{ message: { content: 'c' } }] }, 'c'],
    [{ data: [{ revised_prompt: 'not words of the model' }] }, null],
    [{ text: ['odd'] }, null],
  ])('%j', async (body, expected) => {
    expect(textOf(await answerOf(JSON.stringify(body)))).toBe(expected)
  })
})

test('model ids, whatever else stands in the list', async () => {
  const body = { object: 'list', data: [{ id: 'a', object: 'model' }, { id: 3 }, null, { id: 'b' }] }
  expect(modelIdsOf(await answerOf(JSON.stringify(body)))).toEqual(['a', 'b'])
})
