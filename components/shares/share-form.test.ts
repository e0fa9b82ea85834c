import { expect, test } from 'vitest'
import type { ShareDto } from '#lib/shares/schema.ts'
import { dayOf, endOfDay } from './expiry.ts'
import { changeOf, FIRST_DEFAULTS, formOf, inputOf, newShareForm, problemOf } from './share-form.ts'

const NOW = new Date('2026-03-09T10:30:00.000Z')
const PICTURES = { kind: 'images', imageIds: ['b', 'a'] } as const
const BOARD = { kind: 'board', boardId: 'board', name: 'Spring' } as const

const SHARE: ShareDto = {
  id: 'share',
  maker: { id: 'person', name: 'Ada', avatar: null },
  kind: 'images',
  board: null,
  title: 'First round',
  note: '',
  allowDownload: true,
  showPrompt: false,
  showMaker: true,
  expiresAt: '2026-03-20T08:00:00.000Z',
  hasPassword: true,
  state: 'active',
  count: 2,
  cover: [],
  createdAt: '2026-03-01T08:00:00.000Z',
  views: 0,
  lastViewAt: null,
}

test('a new link lasts 30 days, allows downloads and keeps the prompt to itself', () => {
  expect(inputOf(PICTURES, newShareForm(PICTURES, FIRST_DEFAULTS), NOW)).toEqual({
    kind: 'images',
    imageIds: ['b', 'a'],
    title: '',
    note: '',
    allowDownload: true,
    showPrompt: false,
    showMaker: true,
    expiresAt: '2026-04-08T10:30:00.000Z',
    password: null,
  })
})

test('a board is shown as it is, unless it should be followed', () => {
  const form = newShareForm(BOARD, FIRST_DEFAULTS)
  expect(inputOf(BOARD, form, NOW)).toMatchObject({
    kind: 'board_snapshot',
    boardId: 'board',
    title: 'Spring',
  })
  expect(inputOf(BOARD, { ...form, live: true }, NOW)).toMatchObject({ kind: 'board', boardId: 'board' })
})

test('words lose the spaces around them, a password keeps its own', () => {
  const words = { title: ' One ', note: '\n', protect: true, password: ' secret ' }
  const form = { ...newShareForm(PICTURES, FIRST_DEFAULTS), ...words }
  expect(inputOf(PICTURES, form, NOW)).toMatchObject({ title: 'One', note: '', password: ' secret ' })
})

test('a short password and a day that is over are problems', () => {
  const form = newShareForm(PICTURES, FIRST_DEFAULTS)
  expect(problemOf(form, NOW)).toBeNull()
  expect(problemOf({ ...form, protect: true, password: 'short' }, NOW)).toBe('password_short')
  expect(problemOf({ ...form, expiry: 'date' }, NOW)).toBe('day')
  expect(problemOf({ ...form, expiry: 'date', day: '2026-03-01' }, NOW)).toBe('day')
  expect(problemOf({ ...form, expiry: 'date', day: '2026-03-12' }, NOW)).toBeNull()
})

test('a form that was not touched changes nothing, also of a link that has expired', () => {
  expect(changeOf(SHARE, formOf(SHARE), NOW)).toEqual({})
  const expired = { ...SHARE, expiresAt: '2026-03-02T08:00:00.000Z' }
  expect(problemOf(formOf(expired), NOW, expired)).toBeNull()
  expect(changeOf(expired, formOf(expired), NOW)).toEqual({})
})

test('only what was changed is sent', () => {
  const form = { ...formOf(SHARE), note: 'Look at the second', allowDownload: false, day: '2026-03-21' }
  expect(changeOf(SHARE, form, NOW)).toEqual({
    note: 'Look at the second',
    allowDownload: false,
    expiresAt: endOfDay('2026-03-21')?.toISOString(),
  })
  expect(changeOf(SHARE, { ...formOf(SHARE), expiry: 'never' }, NOW)).toEqual({ expiresAt: null })
  expect(formOf(SHARE).day).toBe(dayOf(new Date('2026-03-20T08:00:00.000Z')))
})

test('a password stays, is replaced, or is taken away', () => {
  expect(changeOf(SHARE, { ...formOf(SHARE), password: 'another one' }, NOW)).toEqual({
    password: 'another one',
  })
  expect(changeOf(SHARE, { ...formOf(SHARE), protect: false }, NOW)).toEqual({ password: null })
  const open = { ...SHARE, hasPassword: false }
  expect(changeOf(open, { ...formOf(open), protect: false }, NOW)).toEqual({})
  expect(problemOf({ ...formOf(open), protect: true }, NOW, open)).toBe('password_short')
})
