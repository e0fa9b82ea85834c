import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourcesHash } from './build.ts'

let root: string

function write(file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true })
  writeFileSync(join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bunch-build-'))
  write('app/(studio)/page.tsx', 'export default 1')
  write('lib/images/data.ts', 'export const x = 1')
  write('next.config.ts', 'export default {}')
})
afterEach(() => rmSync(root, { recursive: true }))

test('the same sources have the same hash, whatever their times', () => {
  const before = sourcesHash(root)
  utimesSync(join(root, 'lib/images/data.ts'), 1, 1)
  expect(sourcesHash(root)).toBe(before)
})

test.each([
  ['a changed text', 'lib/images/data.ts', 'export const x = 2'],
  ['a new route', 'app/api/images/[imageId]/route.ts', ''],
  ['a changed configuration', 'next.config.ts', 'export default { a: 1 }'],
  ['a new dependency', 'package-lock.json', '{}'],
  ['a translated text', 'messages/zh-CN.json', '{}'],
])('%s asks for a build', (_, file, text) => {
  const before = sourcesHash(root)
  write(file, text)
  expect(sourcesHash(root)).not.toBe(before)
})

test('a moved text asks for a build', () => {
  const before = sourcesHash(root)
  rmSync(join(root, 'lib/images/data.ts'))
  write('lib/images/queries.ts', 'export const x = 1')
  expect(sourcesHash(root)).not.toBe(before)
})

test('tests, documents and data do not', () => {
  const before = sourcesHash(root)
  write('lib/images/data.test.ts', 'x')
  write('README.md', 'x')
  write('data/blobs/x', 'x')
  expect(sourcesHash(root)).toBe(before)
})
