/** The little of opentype.js that the sandbox uses; the package ships no types. */
declare module 'opentype.js/dist/opentype.mjs' {
  export interface Path {
    toPathData(decimalPlaces?: number): string
  }
  export interface Glyph {
    index: number
    advanceWidth?: number
    getPath(x: number, y: number, fontSize: number): Path
  }
  export interface Font {
    unitsPerEm: number
    charToGlyph(character: string): Glyph
  }
  export function parse(buffer: ArrayBuffer): Font
}
