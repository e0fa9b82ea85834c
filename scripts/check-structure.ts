// Checks the rules of scripts/structure.ts over the whole project; ends with code 1 where one is broken.
import { globSync, readFileSync } from 'node:fs'
import { findViolations } from './structure.ts'

const files = globSync('{app,bench,components,e2e,lib,scripts}/**/*.{ts,tsx}').map((file) =>
  file.replaceAll('\\', '/'),
)
const violations = findViolations(new Map(files.map((file) => [file, readFileSync(file, 'utf8')])))
for (const { file, message } of violations) console.error(`${file} ${message}`)
console.log(`Structure: ${files.length} files, ${violations.length} violations`)
process.exitCode = violations.length === 0 ? 0 : 1
