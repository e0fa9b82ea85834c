import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { STYLE } from './style.ts'

const colours = (css: string) =>
  new Map(
    [...css.matchAll(/--([a-z-]+):\s*((?:light-dark|oklch)\((?:[^()]|\([^()]*\))*\))/g)].map(
      ([, name = '', value = '']) => [name, value.replace(/\s*,\s*/g, ',')],
    ),
  )

it('has the colours of the studio', () => {
  const studio = colours(readFileSync('app/globals.css', 'utf8'))
  // The viewer is dark in both themes, and darker still under text.
  const own = [...colours(STYLE.replace(/#viewer[^}]*}/g, ''))]
  expect(own.length).toBeGreaterThan(10)
  for (const [name, value] of own) expect([name, value]).toEqual([name, studio.get(name)])
})
