import { describe, expect, test } from 'vitest'
import { COMMANDS } from './catalogue.ts'
import { commandFor, keymap, pressedKey, printedKey, takenBy } from './keymap.ts'

const none = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const press = (key: string, held: Partial<typeof none> = {}) => pressedKey({ ...none, key, ...held })

describe('a pressed key', () => {
  test('is named the same on every keyboard', () => {
    expect(press('b')).toBe('b')
    expect(press('B')).toBe('b')
    expect(press('B', { shiftKey: true })).toBe('Shift+b')
    expect(press('k', { metaKey: true })).toBe('Mod+k')
    expect(press('k', { ctrlKey: true })).toBe('Mod+k')
    expect(press('?', { shiftKey: true })).toBe('?')
    expect(press(' ')).toBe('Space')
    expect(press('Backspace')).toBe('Delete')
    expect(press('и', { code: 'KeyB' })).toBe('b')
  })

  test('says nothing while a modifier goes down or a character is being composed', () => {
    expect(press('Shift', { shiftKey: true })).toBeNull()
    expect(press('Process')).toBeNull()
    expect(press('香')).toBeNull()
  })
})

describe('the keymap', () => {
  const usual = keymap({})

  test('takes no key twice', () => {
    for (const { id, key } of COMMANDS) expect([id, takenBy(usual, key, id)]).toEqual([id, null])
  })

  test('finds a command by one key, by two, and by a letter with Shift', () => {
    expect(commandFor(usual, 'b', null)).toEqual({ command: 'picture.board' })
    expect(commandFor(usual, 'Shift+b', null)).toEqual({ command: 'picture.board' })
    expect(commandFor(usual, 'g', null)).toEqual({ begins: 'g' })
    expect(commandFor(usual, 'b', 'g')).toEqual({ command: 'go.boards' })
    expect(commandFor(usual, 'f', 'g')).toEqual({ command: 'picture.favourite' })
    expect(commandFor(usual, 'z', 'g')).toBeNull()
  })

  test('follows a person’s own keys, and forgets those taken away', () => {
    const own = keymap({ 'picture.board': 'Shift+q', 'picture.share': null, unknown: 'x' })
    expect(commandFor(own, 'Shift+q', null)).toEqual({ command: 'picture.board' })
    expect(commandFor(own, 'b', null)).toBeNull()
    expect(commandFor(own, 's', null)).toBeNull()
    expect(takenBy(own, 'g', 'picture.board')).toBe('go.studio')
  })

  test('prints keys as keyboards do', () => {
    expect(printedKey('Mod+k', '⌘')).toBe('⌘ K')
    expect(printedKey('Mod+Shift+ArrowLeft', 'Ctrl')).toBe('Ctrl ⇧ ←')
    expect(printedKey('g s', 'Ctrl')).toBe('G S')
    expect(printedKey('+', 'Ctrl')).toBe('+')
  })
})
