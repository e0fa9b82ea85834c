// For the server and the browser: a dialog shows the names that files are going to have.

/** Characters of the prompt that a name keeps, and bytes of them in UTF-8: file systems stop at 255 with everything. */
const MAX_CHARS = 80
const MAX_BYTES = 200

const encoder = new TextEncoder()

/** Bytes of a text in UTF-8. */
export const bytesOf = (text: string) => encoder.encode(text).length

/** What file systems, shells, browsers or people could take for something else than a name. */
export const UNSAFE = /[\\/:*?"<>|%;`$~#&'{}[\]]/g
/** Controls, bidi and other invisible format characters, lone surrogates, private and unassigned characters. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu
/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** Extensions of the types the studio stores. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/tiff': 'tiff',
}

/**
 * Text from outside as one line of visible characters, at most `maxChars` of them. For names that are shown; a name that
 * becomes a file needs `imageFileName`.
 */
export function oneLine(text: string, maxChars: number): string {
  const visible = text.normalize('NFC').replace(/\s/gu, ' ').replace(INVISIBLE, '')
  return [...visible.replace(/ +/g, ' ').trim()].slice(0, maxChars).join('').trimEnd()
}

/** The beginning of a text as part of a file's name, safe on every file system; empty where nothing of it is left. */
export function fileStem(text: string, maxChars: number = MAX_CHARS): string {
  const words = oneLine(text.replace(UNSAFE, ' '), maxChars)
  return withinBytes(words.replace(/^[. -]+/, ''), MAX_BYTES).replace(/[. -]+$/, '')
}

/** The extension of a type that the studio stores, without a dot. */
export function fileExtension(mime: string): string {
  return EXTENSIONS[mime] ?? 'bin'
}

/** A stem that is never empty, and never a name that Windows keeps for devices. */
export function namedStem(stem: string): string {
  return stem === '' || RESERVED.test(stem) ? `image ${stem}`.trim() : stem
}

/** Whole characters of the text's beginning that fit into so many bytes of UTF-8. */
function withinBytes(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text
  let bytes = 0
  let kept = ''
  for (const char of text) {
    bytes += bytesOf(char)
    if (bytes > maxBytes) break
    kept += char
  }
  return kept
}
