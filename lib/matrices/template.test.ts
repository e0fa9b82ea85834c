import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillSlots, slotsOf } from './template.ts'

const fill = (prompt: string, values: Record<string, string>) =>
  fillSlots(prompt, new Map(Object.entries(values)))
const options = (prompt: string) => slotsOf(prompt).map((slot) => slot.options)

it('finds slots and choices in the order in which they stand', () => {
  expect(slotsOf('a {colour} {cat|dog} on {材质}, {colour}, {day | night}')).toEqual([
    { kind: 'slot', name: 'colour', options: [] },
    { kind: 'choice', name: '1', options: ['cat', 'dog'] },
    { kind: 'slot', name: '材质', options: [] },
    { kind: 'choice', name: '2', options: ['day', 'night'] },
  ])
})

it('fills the same slot with the same value, and every choice with its own', () => {
  const prompt = '{colour} on { colour }, {a|b} {a|b}'
  expect(fill(prompt, { colour: 'red', 1: 'a', 2: 'b' })).toBe('red on red, a b')
  expect(fill(prompt, { 1: 'a' })).toBe('{colour} on { colour }, a {a|b}')
})

it('takes options empty, once each, and from choices within', () => {
  expect(options('{|very} old')).toEqual([['', 'very']])
  expect(options('{a|a| a |b}')).toEqual([['a', 'b']])
  expect(options('{red {cat|dog}|bird}')).toEqual([['red cat', 'red dog', 'bird']])
  expect(options('{a|a}')).toEqual([])
  expect(options('{|}')).toEqual([])
})

it.each([
  '{}',
  '{ }',
  '{"style": "a|b"}',
  '{style: "a|b"}',
  'if (x) { return a || b }',
  '{a||b}',
  '{1}',
  '{a, b}',
  '{unclosed|choice',
  'closed|only}',
  '\\{a|b}',
  '{a\\|b}',
  '{a|b\\}',
])('leaves other braces alone: %s', (prompt) => {
  expect(slotsOf(prompt)).toEqual([])
  expect(fill(prompt, { 1: 'x', 2: 'y' })).toBe(prompt)
})

it('reads the braces and bars of a Chinese keyboard', () => {
  expect(options('一颗｛红｜绿｜蓝｝的梨')).toEqual([['红', '绿', '蓝']])
  expect(fill('｛颜色｝的梨，{ 早晨｜黄昏｝', { 颜色: '红色', 1: '黄昏' })).toBe('红色的梨，黄昏')
  expect(options('\\｛红｜绿｝')).toEqual([])
})

it('finds a slot inside of braces that are none', () => {
  expect(fill('{"subject": "{cat|dog}", "light": "{light}"}', { 1: 'cat', light: 'soft' })).toBe(
    '{"subject": "cat", "light": "soft"}',
  )
})

it('takes escapes away only where something is filled in', () => {
  expect(fill('\\{a|b} {c|d}', { 1: 'c' })).toBe('{a|b} c')
  expect(options('{a\\|b|c\\}}')).toEqual([['a|b', 'c}']])
  expect(fill('\\{a|b} {c}', {})).toBe('\\{a|b} {c}')
})

const plain = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.replace(/[{}|｛｝｜\\]/g, '_'))
const value = fc.string({ unit: 'grapheme', maxLength: 20 })

it('returns a prompt without slots byte for byte', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (prompt) => {
      fc.pre(slotsOf(prompt).length === 0)
      expect(fill(prompt, { 1: 'x', a: 'y' })).toBe(prompt)
    }),
  )
})

it('fills whatever value between whatever words, without reading it again', () => {
  fc.assert(
    fc.property(plain, value, plain, (before, text, after) => {
      expect(fill(`${before}{slot}${after}{slot}`, { slot: text })).toBe(before + text + after + text)
    }),
  )
})

it('gives back every option that was written, escaped', () => {
  const option = value.map((text) => text.trim()).filter((text) => !text.includes('\\'))
  fc.assert(
    fc.property(fc.uniqueArray(option, { minLength: 2, maxLength: 6 }), (list) => {
      // An empty one in the middle would be two bars, which are code.
      const ordered = [...list].sort((a, b) => a.length - b.length)
      const written = ordered.map((text) => text.replace(/[{}|｛｝｜]/g, '\\$&'))
      fc.pre(!/^\s*("[^"]*"|'[^']*'|[\w-]+)\s*:/.test(written.join('|')))
      expect(options(`{${written.join('|')}}`)).toEqual([ordered])
    }),
  )
})

it('reads any nest of braces in time', () => {
  const token = fc.constantFrom('{', '}', '|', '\\', 'a', ' ', 'b', '{a|b}', '"', ':')
  fc.assert(
    fc.property(fc.array(token, { maxLength: 400 }), (tokens) => {
      const prompt = tokens.join('')
      const slots = slotsOf(prompt)
      expect(slots.every((slot) => slot.kind === 'slot' || slot.options.length >= 2)).toBe(true)
      expect(fillSlots(prompt, new Map())).toBe(prompt)
    }),
  )
  expect(slotsOf('{'.repeat(5_000) + '}'.repeat(5_000))).toEqual([])
  expect(slotsOf(`{${'{a|b}'.repeat(1_500)}|c}`)).toHaveLength(1_500)
  expect(slotsOf('{a|'.repeat(1_500) + '}'.repeat(1_500))).toBeDefined()
})
