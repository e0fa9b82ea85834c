import 'server-only'
import type { Font, PathCommand } from 'opentype.js/dist/opentype.mjs'
import { fontFor } from './fonts.ts'

interface SetGlyph {
  character: string
  font: Font
  /** In drawing units, letter spacing included. */
  advance: number
}

export interface Style {
  /** In drawing units. */
  fontSize: number
  /** Added after each glyph, in ems. */
  tracking?: number
}

const BREAKS_ANYWHERE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/

async function setGlyphs(text: string, { fontSize, tracking = 0 }: Style): Promise<SetGlyph[]> {
  const glyphs: SetGlyph[] = []
  for (const character of text) {
    const font = await fontFor(character)
    // An emoji or a rare script has no glyph here: it is left out rather than drawn as an empty box.
    const glyph = font?.charToGlyph(character)
    if (font === null || glyph === undefined || glyph.index === 0) continue
    const advance = ((glyph.advanceWidth ?? 0) / font.unitsPerEm + tracking) * fontSize
    glyphs.push({ character, font, advance })
  }
  return glyphs
}

const widthOf = (glyphs: readonly SetGlyph[]) => glyphs.reduce((sum, { advance }) => sum + advance, 0)

const fixed = (...values: number[]) => values.map((value) => value.toFixed(2)).join(' ')

/** The package's own serialiser writes NaN for some coordinates, and a path ends at the first of them. */
function pathData(command: PathCommand): string {
  switch (command.type) {
    case 'M':
    case 'L':
      return `${command.type}${fixed(command.x, command.y)}`
    case 'Q':
      return `Q${fixed(command.x1, command.y1, command.x, command.y)}`
    case 'C':
      return `C${fixed(command.x1, command.y1, command.x2, command.y2, command.x, command.y)}`
    case 'Z':
      return 'Z'
  }
}

function outline(glyphs: readonly SetGlyph[], x: number, y: number, fontSize: number): string {
  let at = x
  let data = ''
  for (const { character, font, advance } of glyphs) {
    if (character !== ' ')
      data += font.charToGlyph(character).getPath(at, y, fontSize).commands.map(pathData).join('')
    at += advance
  }
  return data
}

export interface Line {
  width: number
  /** The line as SVG path data, starting at `x` on the baseline `y`. */
  at(x: number, y: number): string
}

const asLine = (glyphs: SetGlyph[], fontSize: number): Line => ({
  width: widthOf(glyphs),
  at: (x, y) => outline(glyphs, x, y, fontSize),
})

/** One line of text. */
export async function setLine(text: string, style: Style): Promise<Line> {
  return asLine(await setGlyphs(text, style), style.fontSize)
}

/** Text broken into at most `maxLines` lines of a width, the last one ending in an ellipsis where it had to be cut. */
export async function setParagraph(
  text: string,
  style: Style,
  maxWidth: number,
  maxLines: number,
): Promise<Line[]> {
  const glyphs = await setGlyphs(text.replace(/\s+/g, ' ').trim().slice(0, 600), style)
  const ellipsis = await setGlyphs('…', style)
  const lines: SetGlyph[][] = []
  let start = 0
  while (start < glyphs.length && lines.length < maxLines) {
    let end = start
    let width = 0
    let lastBreak = -1
    while (end < glyphs.length) {
      const glyph = glyphs[end]
      if (glyph === undefined || width + glyph.advance > maxWidth) break
      width += glyph.advance
      end++
      if (glyph.character === ' ' || BREAKS_ANYWHERE.test(glyph.character)) lastBreak = end
    }
    if (end < glyphs.length && lastBreak > start) end = lastBreak
    if (end === start) end = start + 1
    lines.push(glyphs.slice(start, end))
    start = end
  }
  const last = lines.at(-1)
  if (start < glyphs.length && last !== undefined) {
    while (
      last.length > 1 &&
      (widthOf(last) + widthOf(ellipsis) > maxWidth || last.at(-1)?.character === ' ')
    ) {
      last.pop()
    }
    last.push(...ellipsis)
  }
  return lines.map((line) => asLine(line, style.fontSize))
}
