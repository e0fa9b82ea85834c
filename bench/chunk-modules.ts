const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

interface SourceMapJson {
  sources?: string[]
  mappings?: string
  sections?: { offset: { line: number; column: number }; map: SourceMapJson }[]
}

interface Mark {
  line: number
  column: number
  source: string
}

/** Every place of a generated file from which on another source speaks, in order. */
function marksOf(map: SourceMapJson, line = 0, column = 0): Mark[] {
  if (map.sections) {
    return map.sections.flatMap(({ offset, map: part }) => marksOf(part, offset.line, offset.column))
  }
  const marks: Mark[] = []
  let source = 0
  for (const [row, text] of (map.mappings ?? '').split(';').entries()) {
    let at = row === 0 ? column : 0
    for (const segment of text.split(',')) {
      const fields: number[] = []
      let value = 0
      let shift = 0
      for (const character of segment) {
        const digit = DIGITS.indexOf(character)
        value |= (digit & 31) << shift
        shift += 5
        if (digit & 32) continue
        fields.push(value & 1 ? -(value >> 1) : value >> 1)
        value = 0
        shift = 0
      }
      const [columns, sources] = fields
      if (columns === undefined) continue
      at += columns
      source += sources ?? 0
      if (sources !== undefined)
        marks.push({ line: line + row, column: at, source: map.sources?.[source] ?? '?' })
    }
  }
  return marks
}

/** `node_modules/<package>`, or the path within the project. */
function moduleName(source: string): string {
  const path = source.replace(/^.*?(\[project\]\/|(?=node_modules\/))/, '')
  return path.replace(/^.*node_modules\/(next\/dist\/compiled\/[^/]+|(@[^/]+\/)?[^/]+).*$/, '$1')
}

/** Characters of a generated file by the package or module that they come from, largest first. */
export function modulesOf(code: string, map: SourceMapJson): [name: string, characters: number][] {
  const lines = code.split('\n')
  const sizes = new Map<string, number>()
  const marks = marksOf(map)
  for (const [index, mark] of marks.entries()) {
    const next = marks[index + 1]
    const end = next?.line === mark.line ? next.column : (lines[mark.line]?.length ?? mark.column)
    const name = moduleName(mark.source)
    sizes.set(name, (sizes.get(name) ?? 0) + end - mark.column)
  }
  return [...sizes].sort((a, b) => b[1] - a[1])
}
