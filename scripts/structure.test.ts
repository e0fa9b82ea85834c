import { describe, expect, test } from 'vitest'
import { findViolations } from './structure.ts'

const SERVER = "import 'server-only'\n"

/** The messages for one file among others. */
function check(file: string, source: string, others: Record<string, string> = {}): string[] {
  const sources = new Map(Object.entries({ ...others, [file]: source }))
  return findViolations(sources)
    .filter((violation) => violation.file === file)
    .map((violation) => violation.message)
}

describe('what a rule refuses', () => {
  const service = { 'lib/images/service.ts': `${SERVER}export const x = 1\n` }

  test.each([
    ['lib → app', 'lib/images/x.ts', "import { x } from '../../app/layout.tsx'", 'one way'],
    ['lib → components', 'lib/images/x.ts', "import { x } from '#components/ui/button.tsx'", 'one way'],
    ['components → app', 'components/feed/x.tsx', "import x from '../../app/page.tsx'", 'one way'],
    ['a dynamic import', 'lib/images/x.ts', "const x = await import('#components/ui/x.tsx')", 'one way'],
    [
      'a re-export',
      'lib/images/x.ts',
      "export { x } from '#components/ui/x.tsx'\nexport const y = 1",
      'one way',
    ],
    [
      'tables in a service',
      'lib/images/service.ts',
      `${SERVER}import { images } from '#lib/db/schema/schema.ts'`,
      'Queries',
    ],
    ['SQL in a page', 'app/page.tsx', "import { sql } from 'drizzle-orm'", 'Queries'],
    ['a route that writes', 'app/api/x/route.ts', "import { x } from '#lib/images/mutations.ts'", 'delegate'],
    ['a service without the line', 'lib/images/service.ts', 'export const x = 1', 'first line'],
    ['node: without the line', 'lib/images/x.ts', "import { join } from 'node:path'", 'first line'],
    [
      'the line in second place',
      'lib/images/x.ts',
      "import { join } from 'node:path'\nimport 'server-only'",
      'first line',
    ],
    [
      'a component on the server',
      'components/feed/x.tsx',
      "import { x } from '#lib/images/service.ts'",
      'server file',
    ],
    [
      'a primitive with a noun',
      'components/ui/x.tsx',
      "import { x } from '#lib/images/schema.ts'",
      'no noun',
    ],
    ['a primitive with an area', 'components/ui/x.tsx', "import { x } from '../feed/card.tsx'", 'no noun'],
    ['no extension', 'lib/images/x.ts', "import { x } from './schema'", 'extension'],
    [
      'climbing into another area',
      'lib/images/x.ts',
      "import { x } from '../models/catalogue.ts'",
      '#lib/models/catalogue.ts',
    ],
    ['a barrel', 'components/ui/index.ts', "export { x } from './x.tsx'", 'barrel'],
    [
      'a barrel by another name',
      'components/ui/all.ts',
      "/** All. */\nexport * from './x.tsx'\nexport { y } from './y.tsx'",
      'barrel',
    ],
    ['a grab-bag', 'lib/utils.ts', 'export const x = 1', 'grab-bag'],
    ['camel case', 'components/ui/iconButton.tsx', 'export const x = 1', 'kebab-case'],
    ['a page for anybody', 'app/(studio)/gallery/page.tsx', 'export default () => null', 'await signedIn()'],
  ])('%s', (_, file, source, part) => {
    const messages = check(file, source, service)
    expect(messages.join('\n')).toContain(part)
  })
})

describe('what stays allowed', () => {
  test.each([
    [
      'types of the database',
      'lib/images/service.ts',
      `${SERVER}import type { Db } from '#lib/db/client.ts'`,
    ],
    ['SQL where it belongs', 'lib/images/data.ts', `${SERVER}import { eq } from 'drizzle-orm'`],
    [
      'tables, which drizzle-kit loads',
      'lib/db/schema/x.ts',
      "import { x } from '../../images/schema.ts'\nimport { y } from 'drizzle-orm/pg-core'",
    ],
    [
      'a test',
      'lib/images/data.test.ts',
      "import { join } from 'node:path'\nimport { eq } from 'drizzle-orm'",
    ],
    ['climbing inside an area', 'lib/gateway/sandbox/draw.ts', "import { x } from '../errors.ts'"],
    ['a component with a schema', 'components/feed/card.tsx', "import { x } from '#lib/images/schema.ts'"],
    [
      'a route with a service',
      'app/api/images/[imageId]/route.ts',
      "import { x } from '#lib/images/service.ts'",
    ],
    [
      'a page that asks who looks',
      'app/(studio)/gallery/page.tsx',
      'export default async () => void (await signedIn())',
    ],
    ['a page for everybody', 'app/(public)/sign-in/page.tsx', 'export default () => null'],
    [
      'the word import in a text',
      'lib/images/schema.ts',
      "export const text = `do not import '#components/x.tsx'`",
    ],
  ])('%s', (_, file, source) => {
    expect(check(file, source, { 'lib/images/schema.ts': 'export const x = 1' })).toEqual([])
  })
})
