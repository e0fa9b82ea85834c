import 'server-only'
import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Base64Value } from './base64-value.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** Strings longer than this are pictures, and are decoded while they arrive. */
const LONG_STRING_BYTES = 64 * 1024
/** What may remain of a text without its long strings. */
const MAX_SKELETON_BYTES = 8 * 1024 * 1024
const SLICE_BYTES = 256 * 1024
const BYTES_PER_TURN = 1024 * 1024

/** More came than the caller allows. */
export class JsonTooLargeError extends Error {
  constructor() {
    super('the JSON text is too large')
    this.name = 'JsonTooLargeError'
  }
}

export interface LiftedJson {
  /** What was parsed, in which each long string is a short key of `long`; `undefined` where it was not JSON. */
  value: unknown
  long: ReadonlyMap<string, Base64Value>
  /** The start of the text, to recognise a web page where JSON was expected. */
  start: string
}

/** Takes JSON text piece by piece and lifts its long strings out, so that `JSON.parse` only ever sees the small rest. */
class LongStringLifter {
  readonly long = new Map<string, Base64Value>()
  readonly #nonce = randomUUID()
  readonly #skeleton: Buffer[] = []
  #skeletonBytes = 0
  #inString = false
  /** The string being read: kept as it is while short, decoded from then on. */
  #held: Buffer[] = []
  #heldBytes = 0
  #value: Base64Value | null = null
  /** Whether the string so far ends in an odd run of backslashes: the next character is escaped. */
  #escaping = false

  feed(chunk: Buffer): void {
    let from = 0
    while (from < chunk.length) {
      const quote = this.#inString ? this.#closingQuote(chunk, from) : chunk.indexOf(QUOTE, from)
      const piece = chunk.subarray(from, quote === -1 ? chunk.length : quote)
      if (this.#inString) this.#addToString(piece)
      else this.#keep(piece)
      if (quote === -1) return
      if (this.#inString) this.#endString()
      this.#keep(chunk.subarray(quote, quote + 1))
      this.#inString = !this.#inString
      this.#escaping = false
      from = quote + 1
    }
  }

  /** The text without its long strings. */
  text(): string {
    return Buffer.concat(this.#skeleton).toString('utf8')
  }

  /** Native search for quotes, then a look back at the backslashes: long strings are not walked byte by byte. */
  #closingQuote(chunk: Buffer, from: number): number {
    for (let at = from; ; ) {
      const quote = chunk.indexOf(QUOTE, at)
      const end = quote === -1 ? chunk.length : quote
      let start = end
      while (start > from && chunk[start - 1] === BACKSLASH) start--
      const carried = start === from && this.#escaping ? 1 : 0
      const escaping = (end - start + carried) % 2 === 1
      if (quote === -1) {
        this.#escaping = escaping
        return -1
      }
      if (!escaping) return quote
      at = quote + 1
    }
  }

  #addToString(piece: Buffer): void {
    if (this.#value) {
      this.#value.write(piece)
      return
    }
    this.#held.push(piece)
    this.#heldBytes += piece.length
    if (this.#heldBytes <= LONG_STRING_BYTES) return
    this.#value = new Base64Value()
    for (const held of this.#held) this.#value.write(held)
    this.#held = []
  }

  #endString(): void {
    if (this.#value) {
      this.#value.end()
      const key = `${this.#nonce}:${this.long.size}`
      this.long.set(key, this.#value)
      this.#keep(Buffer.from(key))
    }
    for (const held of this.#held) this.#keep(held)
    this.#value = null
    this.#held = []
    this.#heldBytes = 0
  }

  #keep(piece: Buffer): void {
    this.#skeletonBytes += piece.length
    if (this.#skeletonBytes > MAX_SKELETON_BYTES) throw new JsonTooLargeError()
    this.#skeleton.push(piece)
  }
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: the caller says so in its own words, because the parser's quote the text.
    return undefined
  }
}

/**
 * Reads JSON that may hold pictures as base64 without ever holding the event loop for long: pieces are taken as they
 * come, long strings are decoded on the way.
 *
 * @throws JsonTooLargeError, and whatever the connection fails with.
 */
export async function readLiftedJson(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<LiftedJson> {
  const lifter = new LongStringLifter()
  let start = Buffer.alloc(0)
  let received = 0
  let sinceTurn = 0
  for await (const chunk of body) {
    received += chunk.byteLength
    if (received > maxBytes) throw new JsonTooLargeError()
    if (start.length < 512) start = Buffer.concat([start, chunk.subarray(0, 512)])
    for (let at = 0; at < chunk.byteLength; at += SLICE_BYTES) {
      const length = Math.min(SLICE_BYTES, chunk.byteLength - at)
      lifter.feed(Buffer.from(chunk.buffer, chunk.byteOffset + at, length))
      sinceTurn += length
      if (sinceTurn < BYTES_PER_TURN) continue
      sinceTurn = 0
      await nextTurn()
    }
  }
  return { value: parseOrNothing(lifter.text()), long: lifter.long, start: start.toString('utf8') }
}
