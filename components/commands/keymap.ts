import { COMMANDS, type CommandId } from './catalogue.ts'

/**
 * A key as it is kept: `b`, `Shift+b`, `Mod+k` (⌘ on a Mac, else Ctrl), `?`, `Delete`, or two pressed one after the other
 * (`g s`). Letters are in lower case; characters that need Shift to be typed say so by themselves.
 */
export type Key = string

interface Pressed {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const MODIFIERS = [
  'Shift',
  'Control',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]

/** The key that somebody pressed; `null` for one that says nothing alone. */
export function pressedKey(event: Pressed): Key | null {
  if (MODIFIERS.includes(event.key)) return null
  // Where letters are not Latin (Greek, Cyrillic), the place on the keyboard counts.
  const latin = /^[\x20-\x7e]$|^[A-Z][A-Za-z0-9]+$/.test(event.key)
  const placed = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1]
  const key = latin ? event.key : placed
  if (key === undefined) return null
  const isLetter = /^[A-Za-z]$/.test(key)
  const isSign = key.length === 1 && !isLetter
  const name = key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key === 'Backspace' ? 'Delete' : key
  const mod = event.metaKey || event.ctrlKey ? 'Mod+' : ''
  const alt = event.altKey ? 'Alt+' : ''
  const shift = event.shiftKey && !isSign ? 'Shift+' : ''
  return `${mod}${alt}${shift}${name}`
}

/** The key of each command for a person with these choices. */
export function keymap(choices: Readonly<Record<string, string | null>>): ReadonlyMap<CommandId, Key> {
  const map = new Map<CommandId, Key>()
  for (const { id, key } of COMMANDS) {
    const chosen = Object.hasOwn(choices, id) ? choices[id] : key
    if (chosen) map.set(id, chosen)
  }
  return map
}

/** What a pressed key stands for after an earlier one (`g` of `g s`): a command, the beginning of some, or nothing. */
export function commandFor(
  map: ReadonlyMap<CommandId, Key>,
  key: Key,
  before: Key | null,
): { command: CommandId } | { begins: Key } | null {
  const whole = before === null ? key : `${before} ${key}`
  let begins = false
  for (const [command, wanted] of map) {
    if (wanted === whole) return { command }
    begins ||= wanted.startsWith(`${whole} `)
  }
  if (begins) return { begins: whole }
  // A letter with Shift stands for the letter where nothing else is meant by it.
  if (key.startsWith('Shift+') && key.length === 'Shift+'.length + 1) {
    return commandFor(map, key.slice('Shift+'.length), before)
  }
  // The second key of a pair that is none may mean something alone.
  return before === null ? null : commandFor(map, key, null)
}

/** The command that a key is taken by, also where one would hide the other (`g` and `g s`). */
export function takenBy(map: ReadonlyMap<CommandId, Key>, key: Key, but: CommandId): CommandId | null {
  for (const [command, other] of map) {
    if (command === but) continue
    if (other === key || other.startsWith(`${key} `) || key.startsWith(`${other} `)) return command
  }
  return null
}

const NAMES: Readonly<Record<string, string>> = {
  Delete: 'Del',
  Escape: 'Esc',
  Enter: '↵',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/**
 * A key as people read it, its parts separated by spaces.
 *
 * @param mod the platform's command key: `useModKey`
 */
export function printedKey(key: Key, mod: string): string {
  return key
    .split(' ')
    .flatMap((press) => {
      const parts = press === '+' ? ['+'] : press.split('+')
      return parts.map((part) => {
        if (part === 'Mod') return mod
        if (part === 'Shift') return '⇧'
        if (part === 'Alt') return mod === '⌘' ? '⌥' : 'Alt'
        return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)
      })
    })
    .join(' ')
}
