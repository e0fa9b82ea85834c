import { posix } from 'node:path'
import { importsOf, type Rule } from './imports.ts'
import { wordsAreSent } from './page-words.ts'

/** The rules of the house: which file may import which, and what files are called. Pure, so that a test can break them. */

export interface Violation {
  file: string
  message: string
}

/** The part of the house a file belongs to: `lib/images`, `components/feed`, `app`, or for loose files `lib`. */
function areaOf(file: string): string {
  const [top = '', second = '', third] = file.split('/')
  return third !== undefined && top !== 'app' ? `${top}/${second}` : top
}

const isTest = (file: string) => /\.test\.tsx?$|(^|\/)(test(ing)?-[a-z-]+|testing|contract)\.ts$/.test(file)
const serverFirst = (source: string) => source.startsWith("import 'server-only'\n")

/** Files whose business is SQL. */
const SQL_FILES =
  /^lib\/(db|queue|events)\/|^lib\/[^/]+\/([^/]+\.)?(data|mutations|recovery)\.ts$|^lib\/.*\.handler\.ts$/
const SQL_IMPORT = /^(drizzle-orm|pg|@electric-sql\/pglite)(\/|$)|^lib\/db\/schema\//

/** Modules that exist only on the server; importing one (types aside) makes a file of `lib/` a server file. */
const SERVER_PACKAGE =
  /^(node:|drizzle-orm|pg$|pg-boss|pino|sharp|undici|heic-decode|@electric-sql\/pglite|opentype\.js|next\/headers)/

const BAD_NAMES = /^(utils?|helpers?|misc|common|shared)\.tsx?$/

const oneWay: Rule = (file, _, imports) => {
  const forbidden = file.startsWith('lib/')
    ? /^(app|components)\//
    : file.startsWith('components/')
      ? /^app\//
      : file.startsWith('app/')
        ? /^(scripts|e2e|bench)\//
        : null
  if (!forbidden) return []
  return imports
    .filter(({ target }) => forbidden.test(target))
    .map(
      ({ specifier }) =>
        `imports ${specifier}. Imports run one way: app → components → lib. Move what both need down into lib/.`,
    )
}

const sqlInItsPlace: Rule = (file, _, imports) => {
  if (!/^(lib|app|components)\//.test(file) || SQL_FILES.test(file) || isTest(file)) return []
  return imports
    .filter(({ target, typeOnly }) => !typeOnly && SQL_IMPORT.test(target))
    .map(
      ({ specifier }) =>
        `imports ${specifier}. Queries live in data.ts (reads), mutations.ts (writes), job handlers, recovery.ts, lib/db, lib/queue and lib/events. Call a function of one of those.`,
    )
}

const handlersDelegate: Rule = (file, _, imports) => {
  if (!file.startsWith('app/')) return []
  return imports
    .filter(({ target, typeOnly }) => !typeOnly && /^lib\/[^/]+\/mutations\.ts$|^lib\/db\//.test(target))
    .map(
      ({ specifier }) =>
        `imports ${specifier}. Routes parse and delegate: what a request may do is decided in a service.ts.`,
    )
}

const serverOnlyFirst: Rule = (file, source, imports, sources) => {
  // drizzle-kit loads the tables outside any server bundle.
  if (
    !file.startsWith('lib/') ||
    isTest(file) ||
    file.startsWith('lib/db/schema/') ||
    file.endsWith('.d.ts')
  ) {
    return []
  }
  if (serverFirst(source)) return []
  if (/^lib\/[^/]+\/([^/]+\.)?(service|data|mutations|job|job\.handler|recovery)\.ts$/.test(file)) {
    return ["is a server file: its first line must be `import 'server-only'`."]
  }
  const cause = imports.find(
    ({ target, typeOnly }) =>
      !typeOnly &&
      (SERVER_PACKAGE.test(target) ||
        target.startsWith('lib/db/schema/') ||
        serverFirst(sources.get(target) ?? '')),
  )
  return cause
    ? [
        `imports ${cause.specifier}, which exists only on the server: the first line must be \`import 'server-only'\`.`,
      ]
    : []
}

const componentsStayInBrowsers: Rule = (file, _, imports, sources) => {
  if (!file.startsWith('components/') || isTest(file) || serverFirst(sources.get(file) ?? '')) return []
  return imports
    .filter(({ target, typeOnly }) => !typeOnly && serverFirst(sources.get(target) ?? ''))
    .map(
      ({ specifier }) =>
        `imports ${specifier}, a server file. Components know schema.ts and client.ts; a page hands them data. One that only the server renders says so with \`import 'server-only'\` as its first line.`,
    )
}

const primitivesKnowNoNoun: Rule = (file, _, imports) => {
  if (!file.startsWith('components/ui/')) return []
  return imports
    .filter(({ target }) => /^components\/(?!ui\/)|^lib\/(?!i18n\/)[^/]+\//.test(target))
    .map(({ specifier }) => `imports ${specifier}. Primitives in components/ui know no noun of the product.`)
}

const wholeSpecifiers: Rule = (file, _, imports) =>
  imports.flatMap(({ target, specifier }) => {
    const own = specifier.startsWith('.') || specifier.startsWith('#')
    if (!own) return []
    if (!/\.(tsx?|mjs|json|css)$/.test(specifier)) {
      return [
        `imports ${specifier} without its extension. Node runs these files as they are: write the whole name.`,
      ]
    }
    // drizzle-kit does not know the package's own imports.
    const crosses = specifier.startsWith('../') && areaOf(target) !== areaOf(file)
    const known = file.startsWith('lib/db/schema/') || !/^(lib|components)\//.test(target)
    return crosses && !known ? [`imports ${specifier} from another area. Write #${target}.`] : []
  })

const names: Rule = (file, source) => {
  const name = posix.basename(file)
  const found: string[] = []
  if (/^index\.tsx?$/.test(name)) found.push('is a barrel. Import from the file that defines the thing.')
  else if (BAD_NAMES.test(name)) found.push('is a grab-bag. Name the file after what it does.')
  if (!/^[a-z0-9[\]().-]+$/.test(name)) found.push('is not in kebab-case.')
  // The tables are gathered once, as Drizzle wants them.
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|^import 'server-only'$/gm, '').trim()
  const reExports = /^(export\s+(type\s+)?(\*|\{[^}]*\})(\s+as\s+\w+)?\s+from\s+'[^']+'\s*)+$/.test(code)
  if (reExports && file !== 'lib/db/schema/schema.ts') {
    found.push('only re-exports: a barrel under another name. Import from the file that defines the thing.')
  }
  return found
}

const STUDIO_PAGE = /^app\/\(studio\)\/(.*\/)?page\.tsx$/

const pagesAskWhoLooks: Rule = (file, source) => {
  if (!STUDIO_PAGE.test(file) || /\bsignedIn\(\)/.test(source)) return []
  return [
    'is drawn for anybody. Call `await signedIn()` of lib/accounts/page-session.ts first: Next draws a page again without its layout.',
  ]
}

const RULES: Rule[] = [
  oneWay,
  sqlInItsPlace,
  handlersDelegate,
  serverOnlyFirst,
  componentsStayInBrowsers,
  primitivesKnowNoNoun,
  wholeSpecifiers,
  names,
  pagesAskWhoLooks,
  wordsAreSent,
]

/**
 * Checks source files against the rules.
 *
 * @param sources text by path from the root, with `/` between segments
 */
export function findViolations(sources: Map<string, string>): Violation[] {
  return [...sources].flatMap(([file, source]) => {
    const imports = importsOf(file, source)
    return RULES.flatMap((rule) => rule(file, source, imports, sources).map((message) => ({ file, message })))
  })
}
