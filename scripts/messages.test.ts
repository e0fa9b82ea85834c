import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { APP_ERRORS } from '#lib/errors.ts'
import en from '#messages/en.json' with { type: 'json' }
import zh from '#messages/zh-CN.json' with { type: 'json' }

interface Words {
  [key: string]: string | Words
}

/** Texts by their whole names. */
const flat = (words: Words, above = ''): [name: string, text: string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${above}${key}`, value]] : flat(value, `${above}${key}.`),
  )

const ENGLISH = new Map(flat(en))
const CHINESE = new Map(flat(zh))

test('both languages have the same texts', () => {
  expect([...CHINESE.keys()].toSorted()).toEqual([...ENGLISH.keys()].toSorted())
})

test('a text has the same places to fill in both languages', () => {
  const places = (text: string) =>
    new Set([...text.matchAll(/\{(\w+)[,}]|<(\w+)>/g)].map(([, value, tag]) => value ?? `<${tag}>`))
  for (const [name, text] of ENGLISH) {
    const other = places(CHINESE.get(name) ?? '')
    // Chinese may leave out what only English grammar asks for, such as a number that another word tells.
    for (const place of other) expect(places(text), name).toContain(place)
  }
})

test('every error has its text', () => {
  for (const code of Object.keys(APP_ERRORS)) expect(ENGLISH.has(`errors.${code}`), code).toBe(true)
})

test('every text is used', () => {
  const files = globSync('{app,components,lib}/**/*.{ts,tsx}').filter((file) => !file.includes('.test.'))
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  const named = /(?:Translations\(\s*|namespace: )'([\w.-]+)'/g
  const foldersOf = new Map<string, Set<string>>()
  for (const [file, source] of sources) {
    for (const [, part = ''] of source.matchAll(named)) {
      foldersOf.set(part, (foldersOf.get(part) ?? new Set()).add(dirname(file)))
    }
  }
  /** What the files of a folder quote, templates as patterns. */
  const quotedIn = new Map<string, { texts: Set<string>; patterns: RegExp[] }>()
  for (const [file, source] of sources) {
    const folder = dirname(file)
    const quoted = quotedIn.get(folder) ?? { texts: new Set(), patterns: [] }
    quotedIn.set(folder, quoted)
    for (const [, text = ''] of source.matchAll(/'([\w.-]+)'/g)) quoted.texts.add(text)
    for (const [, template = ''] of source.matchAll(/`([\w.-]+\$\{[^`]*|\$\{[^}`]*\}\.[^`]*)`/g)) {
      const pattern = template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')
      if (/^[\w\\.[\]+-]+$/.test(pattern)) quoted.patterns.push(new RegExp(`^${pattern}$`))
    }
  }
  const everyWord = new Set([...sources.values()].join('\n').match(/[\w-]+/g))
  const unused = [...ENGLISH.keys()].filter((name) => {
    for (const [part, folders] of foldersOf) {
      if (!name.startsWith(`${part}.`)) continue
      const rest = name.slice(part.length + 1)
      for (const folder of folders) {
        const quoted = quotedIn.get(folder)
        if (quoted?.texts.has(rest) || quoted?.patterns.some((pattern) => pattern.test(rest))) return false
      }
      // A name that is a value of the studio's own: an error's code, a theme.
      if (!rest.includes('.') && everyWord.has(rest)) return false
    }
    return true
  })
  expect(unused).toEqual([])
})
