import 'server-only'
import { create } from 'content-disposition'
import { fileExtension, fileStem, namedStem, UNSAFE } from './file-stem.ts'

/**
 * The name a downloaded picture gets: its prompt's beginning, its place in the run, and the extension of its real type.
 *
 * @param index Place in the run, from 0; shown from 1, so that the pictures of a run do not overwrite each other.
 */
export function imageFileName(prompt: string, index: number, mime: string): string {
  return `${namedStem(fileStem(prompt))} ${index + 1}.${fileExtension(mime)}`
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
