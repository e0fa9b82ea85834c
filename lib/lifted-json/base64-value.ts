import 'server-only'

const BLOCK_BYTES = 1024 * 1024
/** A data URI's own prefix (`data:image/png;base64,`) ends within so many characters. */
const PREFIX_CHARS = 256

const ESCAPES: Record<string, string> = { n: '', r: '', t: '', '/': '/' }

/** Undoes what JSON writers do to base64: `\/` (PHP), `\u002B` (.NET) and line breaks. */
function unescapeJson(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/**
 * One long base64 string of a JSON text, decoded while it arrives: a 40 MB text is never one string, and no turn of the
 * event loop decodes more than the piece that has just come.
 */
export class Base64Value {
  readonly #blocks: Buffer[] = []
  #block = Buffer.alloc(0)
  #used = 0
  /** Start of the string until the prefix is known to be whole; `null` afterwards. */
  #start: string | null = ''
  /** Characters that wait for more: an unfinished escape, or fewer than the four that make three bytes. */
  #escape = ''
  #pending = ''
  #valid = true

  /** A whole string, already without JSON's escapes. */
  static of(text: string): Base64Value {
    const value = new Base64Value()
    value.write(Buffer.from(text.replaceAll(/\s+/g, ''), 'latin1'))
    value.end()
    return value
  }

  /** Takes the next piece of the string as it stands in the JSON text. */
  write(raw: Buffer): void {
    let text = this.#escape + raw.toString('latin1')
    this.#escape = ''
    if (text.includes('\\')) {
      const unfinished = /\\(?:u[0-9a-fA-F]{0,3})?$/.exec(text)
      // An even run of backslashes at the end is finished, but base64 holds none: it fails the check below anyway.
      if (unfinished) {
        this.#escape = unfinished[0]
        text = text.slice(0, unfinished.index)
      }
      text = unescapeJson(text)
    }
    if (this.#start === null) {
      this.#decode(text)
    } else {
      this.#start += text
      if (this.#start.length >= PREFIX_CHARS) this.#finishStart()
    }
  }

  end(): void {
    if (this.#start !== null) this.#finishStart()
    this.#store(this.#pending)
    this.#pending = ''
    if (this.#used > 0) this.#blocks.push(this.#block.subarray(0, this.#used))
    this.#block = Buffer.alloc(0)
  }

  /** The first bytes, or `null` where the string was not base64. To be asked after `end`, before `bytes`. */
  get head(): Uint8Array | null {
    return this.#valid ? (this.#blocks[0] ?? null) : null
  }

  /** The decoded bytes; every block is let go of once it was handed over. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let block = this.#blocks.shift(); block; block = this.#blocks.shift()) yield block
  }

  #finishStart(): void {
    const text = this.#start ?? ''
    this.#start = null
    this.#decode(text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text)
  }

  #decode(text: string): void {
    const all = this.#pending + text
    const whole = all.length - (all.length % 4)
    this.#pending = all.slice(whole)
    this.#store(all.slice(0, whole))
  }

  #store(text: string): void {
    if (text === '') return
    const most = Math.ceil((text.length * 3) / 4)
    if (this.#block.length - this.#used < most) {
      if (this.#used > 0) this.#blocks.push(this.#block.subarray(0, this.#used))
      this.#block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, most))
      this.#used = 0
    }
    const written = this.#block.write(text, this.#used, 'base64')
    this.#used += written
    // Two bytes fewer are padding; more are characters that Node skipped because they are not base64.
    if (written < most - 2) this.#valid = false
  }
}
