import { expect, test } from 'vitest'
import { findViolations } from './structure.ts'

const PAGE = 'app/(studio)/gallery/page.tsx'
const LAYOUT = 'app/(studio)/layout.tsx'

/** A page with a component that names `gallery` and, by a hook and a file fetched on demand, other words. */
const house = (files: Record<string, string> = {}) =>
  new Map(
    Object.entries({
      [LAYOUT]: "<Messages of={['shell']}>{children}</Messages>\nimport './bar.tsx'",
      'app/(studio)/bar.tsx': "'use client'\nconst t = useTranslations('shell')",
      [PAGE]: `import { Grid } from '#components/gallery/grid.tsx'
await signedIn()
const t = await getTranslations('audit')
return <PageMessages of={['feed.errors', 'gallery']}><Grid /></PageMessages>`,
      'components/gallery/grid.tsx': `'use client'
import { useErrors } from './errors.ts'
const [Bar] = lazily(() => import('./bar.tsx').then((module) => module.Bar))
const t = useTranslations('gallery')
const inner = useTranslations('gallery.empty')`,
      'components/gallery/errors.ts':
        "const t = useTranslations('feed.errors')\nconst s = useTranslations('shell.area')",
      'components/gallery/bar.tsx': "const t = useTranslations('selection')",
      ...files,
    }),
  )

const messages = (files: Record<string, string>) =>
  findViolations(house(files)).map(({ file, message }) => `${file} ${message}`)

test('a page brings what its parts name, without what is around it, on the server, or comes on demand', () => {
  expect(messages({})).toEqual([])
})

test.each([
  ['too few', "['gallery']"],
  ['too many', "['feed.errors', 'gallery', 'selection']"],
  ['more than is named', "['feed', 'gallery']"],
])('%s words are a violation', (_, list) => {
  const page = house().get(PAGE)?.replace("['feed.errors', 'gallery']", list) ?? ''
  expect(messages({ [PAGE]: page })).toEqual([
    `${PAGE} has to bring just the words that it names: of={['feed.errors', 'gallery']}.`,
  ])
})

test('words for nobody are a violation', () => {
  expect(messages({ 'components/gallery/grid.tsx': "'use client'" })).toEqual([
    `${PAGE} brings words that nothing in it names. Leave them out.`,
  ])
})

test.each([
  ["const load = () => import('./bar.tsx')"],
  ["const [Bar] = lazily(() => import('./bar.tsx').then((module) => module.Bar), { words: false })"],
])('what is fetched without its words is a violation: %s', (how) => {
  const grid = `'use client'\n${how}\nconst t = useTranslations('gallery')\nconst u = useTranslations('feed.errors')`
  expect(messages({ 'components/gallery/grid.tsx': grid })).toEqual([
    expect.stringContaining('fetches ./bar.tsx, which has words, without them'),
  ])
})
