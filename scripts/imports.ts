import { posix } from 'node:path'

/** What a file imports. */
export interface Import {
  /** Path from the root for the project's own files, else the package's specifier. */
  target: string
  /** As written. */
  specifier: string
  typeOnly: boolean
  /** Fetched when it is wanted: `import('…')`. */
  onDemand: boolean
}

const IMPORT =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[^'"();=]*?\sfrom\s+)?['"](?<static>[^'"]+)['"]|\bimport\(\s*['"](?<dynamic>[^'"]+)['"]/gm

/** All imports of a source text, resolved to paths from the root. */
export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(IMPORT)].map(({ groups }) => {
    const specifier = groups?.static ?? groups?.dynamic ?? ''
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(file), specifier)
      : specifier.replace(/^#(lib|components|messages|scripts)\//, '$1/')
    return {
      target,
      specifier,
      typeOnly: groups?.type !== undefined,
      onDemand: groups?.dynamic !== undefined,
    }
  })
}

/** Says what is wrong with a file. `sources` are all there are, by path from the root. */
export type Rule = (file: string, source: string, imports: Import[], sources: Map<string, string>) => string[]
