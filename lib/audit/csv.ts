/**
 * What a spreadsheet could take for the beginning of a formula, also behind spaces, in full width, or behind a mark at
 * which some of them split a cell (a semicolon in half of Europe, a tab everywhere).
 */
const FORMULA = /(^|[;,|\t\r\n])([\s\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu
/** Ends of lines and other controls: one entry is one line, whatever was typed. */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu

/**
 * A cell of a CSV file (RFC 4180), always quoted. Text that a spreadsheet would run gets an apostrophe before it, which
 * spreadsheets show as text.
 */
export function csvCell(value: string): string {
  const inert = value.replace(FORMULA, "$1$2'").replace(CONTROLS, ' ')
  return `"${inert.replaceAll('"', '""')}"`
}

/** A line of a CSV file, with its end. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

/** Excel reads UTF-8 only where this stands first. */
export const CSV_BOM = '\ufeff'
