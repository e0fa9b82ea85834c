import { MATRIX_LIMITS } from '#lib/matrices/limits.ts'

const SEPARATOR = /[,，、;；]/

/** Values as people type them: a line each, or with commas between them on one line. */
export function valuesOf(text: string): string[] {
  const parts = text.includes('\n') ? text.split('\n') : text.split(SEPARATOR)
  const values = parts.map((part) => part.trim()).filter((part) => part !== '')
  return [...new Set(values)].slice(0, MATRIX_LIMITS.valuesPerAxis)
}

/** The text that `valuesOf` reads as these values. */
export function listText(values: readonly string[]): string {
  if (!values.some((value) => SEPARATOR.test(value))) return values.join(', ')
  return values.map((value) => `${value}\n`).join('')
}
