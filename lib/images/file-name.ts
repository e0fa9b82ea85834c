import 'server-only'
import { create } from 'content-disposition'

/** Characters of the prompt that a name keeps, and bytes of them in UTF-8: file systems stop at 255 with everything. */
const MAX_CHARS = 80
const MAX_BYTES = 200

/** What file systems, shells, browsers or people could take for something else than a name. */
const UNSAFE = /[\\/:*?"<>|%;`$~#&'{}[\]]/g
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
export function fileStem(text: string): string {
  const words = oneLine(text.replace(UNSAFE, ' '), MAX_CHARS)
  return withinBytes(words.replace(/^[. -]+/, ''), MAX_BYTES).replace(/[. -]+$/, '')
}

/** The extension of a type that the studio stores, without a dot. */
export function fileExtension(mime: string): string {
  return EXTENSIONS[mime] ?? 'bin'
}

/**
 * The name a downloaded picture gets: its prompt's beginning, its place in the run, and the extension of its real type.
 *
 * @param index Place in the run, from 0; shown from 1, so that the pictures of a run do not overwrite each other.
 */
export function imageFileName(prompt: string, index: number, mime: string): string {
  const stem = fileStem(prompt)
  const name = stem === '' || RESERVED.test(stem) ? `image ${stem}`.trim() : stem
  return `${name} ${index + 1}.${fileExtension(mime)}`
}

/** Whole characters of the text's beginning that fit into so many bytes of UTF-8. */
function withinBytes(text: string, maxBytes: number): string {
  let bytes = 0
  let kept = ''
  for (const char of text) {
    bytes += Buffer.byteLength(char)
    if (bytes > maxBytes) break
    kept += char
  }
  return kept
}

/** `Content-Disposition` by RFC 6266: the name in `filename*`, and an ASCII one beside it for old programs. */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  const dot = name.lastIndexOf('.')
  const ascii = name
    .slice(0, dot)
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(UNSAFE, ' ')
    .replace(/ +/g, ' ')
    .trim()
  const bare = /[a-z0-9]/i.test(ascii) ? ascii : 'image'
  return create(name, { type, fallback: `${bare}${name.slice(dot)}` })
}
