import { MATRIX_LIMITS } from './limits.ts'

/**
 * Prompts that stand for many: a choice `{a|b|c}` is every one of its options, a slot `{colour}` every value of a list
 * that is given beside the prompt.
 *
 * - The same slot twice is one and the same value. Every choice is one of its own.
 * - Options are trimmed, and equal ones count once; one may be empty (`{|very }`). With fewer than two there is no choice.
 * - A choice within a choice is part of the list: `{red {cat|dog}|bird}` has three options. Slots within one stay words.
 * - Braces and bars may be those of a Chinese keyboard: `｛红｜绿｝`.
 * - `\{`, `\|` and `\}` stand for themselves. The backslash leaves only where something is filled in.
 * - All other braces are words: `{}`, JSON (`{"a": "b|c"}`), code (`{ a || b }`), and a `{name}` without values.
 */
export interface Slot {
  kind: 'slot' | 'choice'
  /** Of a choice its number in the prompt, from `1`; slots begin with a letter. */
  name: string
  /** A choice's own options; a slot has none in the prompt. */
  options: readonly string[]
}

/** Whether a name is that of a choice, whose options stand in the prompt itself. */
export const isChoice = (name: string) => /^\d/.test(name)

/** A piece of a prompt as it was written; `slot` where something can be filled in. */
interface Piece {
  text: string
  slot?: Slot
}

const NAME = /^\p{L}[\p{L}\p{M}\p{N} _-]*$/u
/** `"key":` and `key:` begin an object. */
const OBJECT = /^\s*("[^"]*"|'[^']*'|[\w-]+)\s*:/
const ESCAPED = /\\([{}|｛｝｜])/g
const OPEN = /[{｛]/
const CLOSE = /[}｝]/
const BAR = /[|｜]/
const DEEPEST = 8
const MOST = MATRIX_LIMITS.valuesPerAxis

/** What stands between two braces. */
interface Group {
  start: number
  end: number
  /** As a choice; `null` where it is none. */
  options: string[] | null
  /** Everything that it can become within a choice around it; `null` where it is nested too deep to be looked into. */
  variants: string[] | null
  /** Braces within braces within it. */
  height: number
}

const isEscape = (text: string, at: number) => text[at] === '\\' && /[{}|｛｝｜]/.test(text[at + 1] ?? '')
const unescaped = (text: string) => text.replace(ESCAPED, '$1')

/** Every pair of braces by where it opens. Each is read once, after those within it. */
function groupsOf(text: string): Map<number, Group> {
  const groups = new Map<number, Group>()
  const open: { start: number; height: number }[] = []
  for (let at = 0; at < text.length; at++) {
    if (isEscape(text, at)) at++
    else if (OPEN.test(text[at] ?? '')) open.push({ start: at, height: 0 })
    else if (CLOSE.test(text[at] ?? '')) {
      const opened = open.pop()
      if (!opened) continue
      groups.set(opened.start, readGroup(text, { ...opened, end: at + 1 }, groups))
      const outer = open.at(-1)
      if (outer) outer.height = Math.max(outer.height, opened.height + 1)
    }
  }
  return groups
}

/** Every text that is one of `before` with one of `endings`. One too many already says that it is too many. */
function extended(before: readonly string[], endings: readonly string[]): string[] {
  return before.flatMap((text) => endings.map((ending) => text + ending)).slice(0, MOST + 1)
}

function readGroup(
  text: string,
  place: Pick<Group, 'start' | 'end' | 'height'>,
  groups: ReadonlyMap<number, Group>,
): Group {
  if (place.height > DEEPEST) return { ...place, options: null, variants: null }
  const first = place.start + 1
  const last = place.end - 1
  const parts: string[][] = []
  let part = ['']
  let from = first
  let bar = -1
  let code = OBJECT.test(text.slice(first, last))
  const take = (to: number) => {
    part = extended(part, [unescaped(text.slice(from, to))])
  }
  for (let at = first; at < last; at++) {
    const inner = groups.get(at)
    if (isEscape(text, at)) at++
    else if (inner) {
      if (inner.variants) {
        take(at)
        part = extended(part, inner.variants)
        from = inner.end
      }
      at = inner.end - 1
    } else if (BAR.test(text[at] ?? '')) {
      // Two bars side by side.
      code ||= bar === at - 1
      bar = at
      take(at)
      parts.push(part)
      part = ['']
      from = at + 1
    }
  }
  take(last)
  parts.push(part)
  const options = parts.length < 2 || code ? null : distinct(parts.flat())
  if (options) return { ...place, options, variants: options }
  const words = parts.reduce((before, after) => extended(extended(before, ['|']), after))
  return { ...place, options, variants: words.map((variant) => `{${variant}}`) }
}

/** Options of a choice; `null` where they are too few, too many or too long. */
function distinct(variants: readonly string[]): string[] | null {
  const options = new Set(variants.map((variant) => variant.trim()))
  const fits = [...options].every((option) => option.length <= MATRIX_LIMITS.valueChars)
  return options.size >= 2 && options.size <= MOST && fits ? [...options] : null
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  let choices = 0
  for (const { start, end, options } of [...groupsOf(text).values()].sort((a, b) => a.start - b.start)) {
    if (start < from) continue
    const name = text.slice(start + 1, end - 1).trim()
    const named = name.length <= MATRIX_LIMITS.slotChars && NAME.test(name)
    if (!named && !options) continue
    if (options) choices++
    const slot: Slot = options
      ? { kind: 'choice', name: String(choices), options }
      : { kind: 'slot', name, options: [] }
    pieces.push({ text: text.slice(from, start) }, { text: text.slice(start, end), slot })
    from = end
  }
  return [...pieces, { text: text.slice(from) }]
}

/** Every slot and choice of a prompt in the order in which they stand there first. */
export function slotsOf(prompt: string): Slot[] {
  const slots = new Map<string, Slot>()
  for (const { slot } of piecesOf(prompt)) if (slot && !slots.has(slot.name)) slots.set(slot.name, slot)
  return [...slots.values()]
}

/**
 * The prompt with a value in each slot and choice that one is given for; the others stay as they are written, and what is
 * filled in is not read again. A prompt without any of them is returned byte for byte.
 */
export function fillSlots(prompt: string, values: ReadonlyMap<string, string>): string {
  const pieces = piecesOf(prompt)
  if (!pieces.some(({ slot }) => slot && values.has(slot.name))) return prompt
  return pieces.map(({ text, slot }) => (slot ? (values.get(slot.name) ?? text) : unescaped(text))).join('')
}
