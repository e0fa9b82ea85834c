import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Font, parse } from 'opentype.js/dist/opentype.mjs'
import { fontFromWoff } from './woff.ts'

/**
 * Glyphs come from font files inside `node_modules`, so that pictures carry the same text on a machine without any
 * fonts. The package cuts Noto Sans SC into about a hundred files by Unicode range; only those a text needs are read.
 */
const PACKAGE = join(process.cwd(), 'node_modules', '@fontsource', 'noto-sans-sc')
const WEIGHT = 400

interface Subset {
  name: string
  ranges: readonly (readonly [number, number])[]
}

let subsets: Promise<Subset[]> | null = null
const fonts = new Map<string, Promise<Font>>()

function readRanges(text: string): Subset['ranges'] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
  })
}

async function readSubsets(): Promise<Subset[]> {
  const json: unknown = JSON.parse(await readFile(join(PACKAGE, 'unicode.json'), 'utf8'))
  const list = Object.entries(json ?? {}).map(([name, ranges]) => ({
    name: name.replace(/[[\]]/g, ''),
    ranges: readRanges(String(ranges)),
  }))
  // Latin first: its file also holds the punctuation that the Chinese ones repeat.
  return list.sort((left, right) => Number(right.name === 'latin') - Number(left.name === 'latin'))
}

function loadFont(name: string): Promise<Font> {
  let font = fonts.get(name)
  if (font === undefined) {
    font = readFile(join(PACKAGE, 'files', `noto-sans-sc-${name}-${WEIGHT}-normal.woff`)).then((bytes) =>
      parse(fontFromWoff(bytes)),
    )
    fonts.set(name, font)
  }
  return font
}

/** The font that has a character, or `null` where none of the files does. */
export async function fontFor(character: string): Promise<Font | null> {
  subsets ??= readSubsets()
  const code = character.codePointAt(0) ?? 0
  const subset = (await subsets).find(({ ranges }) =>
    ranges.some(([first, last]) => code >= first && code <= last),
  )
  return subset === undefined ? null : loadFont(subset.name)
}
