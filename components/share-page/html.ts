import 'server-only'

/** A piece of a page in which every text is escaped. Made by `html` alone. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = Html | string | number | false | null | undefined | readonly Html[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function written(part: Part): string {
  if (part === false || part === null || part === undefined) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return String(part).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
}

/**
 * A template of a page: what stands in it is markup, what is put in is text, in elements and in quoted attributes alike.
 * `false`, `null` and `undefined` put in nothing.
 */
export function html(template: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(template.map((literal, index) => literal + written(parts[index])).join(''))
}
