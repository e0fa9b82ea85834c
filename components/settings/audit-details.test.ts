import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { AUDIT_ACTIONS, AUDIT_NOUNS } from '#lib/audit/actions.ts'
import en from '#messages/en.json'
import zh from '#messages/zh-CN.json'
import { type DetailWords, detailsOf } from './audit-details.ts'

const words = (locale: 'en' | 'zh-CN') =>
  createTranslator({ locale, messages: locale === 'en' ? en : zh, namespace: 'audit' }) as DetailWords

test('facts are told in words, ids and nothing are left out', () => {
  const details = { from: 'admin', to: 'viewer', invitedBy: '8a4f6b7e-3c1d-4f7e-9b2a-0d1c2e3f4a5b', x: null }
  expect(detailsOf(details, words('en'), String)).toEqual(['before: Admin', 'after: Viewer'])
  expect(detailsOf(details, words('zh-CN'), String)).toEqual(['之前：管理员', '之后：查看者'])
})

test('a person who is called like a role keeps their name', () => {
  expect(detailsOf({ name: 'admin', nameBefore: 'owner' }, words('zh-CN'), String)).toEqual([
    '之前：owner',
    '之后：admin',
  ])
})

test('moments are told in the reader’s way', () => {
  const details = { expiresAt: '2026-12-01T10:00:00.000Z' }
  expect(detailsOf(details, words('en'), () => 'soon')).toEqual(['until: soon'])
})

test('a fact without words of its own is shown as it is, whatever it holds', () => {
  expect(detailsOf({ odd: '{value} <b>', n: 3, yes: true }, words('en'), String)).toEqual([
    'odd: {value} <b>',
    'n: 3',
    'yes: yes',
  ])
})

test.each(['en', 'zh-CN'] as const)('every action and noun has words in %s', (locale) => {
  const t = words(locale)
  for (const action of AUDIT_ACTIONS) expect(t.has(`action.${action}`), action).toBe(true)
  for (const noun of AUDIT_NOUNS) expect(t.has(`noun.${noun}`), noun).toBe(true)
  expect(
    AUDIT_ACTIONS.filter((action) => !AUDIT_NOUNS.some((noun) => action.startsWith(`${noun}.`))),
  ).toEqual([])
})
