import { posix } from 'node:path'
import { importsOf, type Rule } from './imports.ts'

// Which words of the interface a page has to bring to the browser, read from what it imports. What a page lacks would be
// shown as a key to a person; what it has too much travels for nothing.

type Sources = Map<string, string>

/** The parts of the words that a file names. */
const namedIn = (source: string): string[] =>
  [...source.matchAll(/\buseTranslations\(\s*'([\w.-]+)'/g)].map(([, name = '']) => name)

const covers = (one: string, other: string) => other === one || other.startsWith(`${one}.`)

/** Without those that lie within others. */
const outermost = (names: Iterable<string>): string[] => {
  const all = [...new Set(names)]
  return all.filter((name) => !all.some((other) => other !== name && covers(other, name))).sort()
}

/**
 * Parts of the words that a file and whatever it imports name in the browser.
 *
 * @param inBrowser that the file itself runs there, whatever its first line says
 */
function wordsOf(file: string, sources: Sources, inBrowser: boolean): string[] {
  const seen = new Set<string>()
  const names = new Set<string>()
  const walk = (path: string, above: boolean) => {
    const source = sources.get(path)
    if (source === undefined) return
    const onServer = source.startsWith("import 'server-only'")
    const browser = !onServer && (above || source.startsWith("'use client'"))
    const key = `${browser} ${path}`
    if (seen.has(key)) return
    seen.add(key)
    if (browser) for (const name of namedIn(source)) names.add(name)
    for (const { target, typeOnly, onDemand } of importsOf(path, source)) {
      if (!typeOnly && !onDemand) walk(target, browser)
    }
  }
  walk(file, inBrowser)
  return outermost(names)
}

/** What a page or layout brings: the lists of its `Messages` and `PageMessages`. */
const broughtBy = (source: string): string[] =>
  [...source.matchAll(/<(?:Page)?Messages\s+of=\{\[([^\]]*)\]\}/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
  )

const ENTRY = /^app\/.*\/(page|layout)\.tsx$/

/** Drawn within the layout beside them, in place of a page. */
const INSTEAD = ['error.tsx', 'not-found.tsx', 'loading.tsx']

/** A page or layout brings just the words that its interactive parts name and that no layout around it has brought. */
const pagesBringWords: Rule = (file, source, _, sources) => {
  if (!ENTRY.test(file)) return []
  const folder = posix.dirname(file)
  const isLayout = file.endsWith('/layout.tsx')
  const entries = [file, ...(isLayout ? INSTEAD.map((name) => `${folder}/${name}`) : [])]
  const around: string[] = []
  for (let at = isLayout ? posix.dirname(folder) : folder; at !== '.'; at = posix.dirname(at)) {
    around.push(...broughtBy(sources.get(`${at}/layout.tsx`) ?? ''))
  }
  const needed = outermost(entries.flatMap((entry) => wordsOf(entry, sources, false))).filter(
    (name) => !around.some((one) => covers(one, name)),
  )
  const brought = broughtBy(source)
  if (needed.join() === brought.join()) return []
  const list = needed.map((name) => `'${name}'`).join(', ')
  return [
    needed.length === 0
      ? 'brings words that nothing in it names. Leave them out.'
      : `has to bring just the words that it names: of={[${list}]}.`,
  ]
}

/** What is fetched on demand has all words around it, unless it names none. */
const wordsComeOnDemand: Rule = (file, source, imports, sources) => {
  if (!/^(components|app)\//.test(file)) return []
  const wordless = new Set(
    [...source.matchAll(/lazily\([\s\S]*?(?=\nconst |\n\n|$)/g)]
      .map(([text]) => text)
      .filter((text) => text.includes('{ words: false }'))
      .flatMap((text) => [...text.matchAll(/import\(\s*'([^']+)'/g)].map(([, path]) => path)),
  )
  const brings = /\b(?:lazily|lazyDialog)\(|\bloadCatalogue\(/.test(source)
  return imports
    .filter(({ target, onDemand }) => onDemand && wordsOf(target, sources, true).length > 0)
    .filter(({ specifier }) => !brings || wordless.has(specifier))
    .map(
      ({ specifier }) =>
        `fetches ${specifier}, which has words, without them. Use lazily() of components/ui/lazily.tsx as it is.`,
    )
}

export const wordsAreSent: Rule = (...about) => [...pagesBringWords(...about), ...wordsComeOnDemand(...about)]
