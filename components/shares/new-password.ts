/** Letters and digits that nobody confuses when reading them out. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const GROUP_CHARS = 4

/** A password to read out on the phone, `k7mq-x2rd-9fwt`: 59 random bits, for a place where attempts are limited. */
export function newPassword(): string {
  const chars: string[] = []
  // Bytes beyond the last whole multiple would make the first letters likelier.
  const even = 256 - (256 % ALPHABET.length)
  while (chars.length < GROUPS * GROUP_CHARS) {
    for (const byte of crypto.getRandomValues(new Uint8Array(GROUPS * GROUP_CHARS))) {
      if (byte < even) chars.push(ALPHABET[byte % ALPHABET.length] ?? '')
    }
  }
  const group = (_: unknown, at: number) => chars.slice(at * GROUP_CHARS, (at + 1) * GROUP_CHARS).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
