import { expect, test } from 'vitest'
import { preferenceCookies } from './preference-cookies.ts'

test('what was chosen is remembered, what follows the browser is forgotten, the rest stays', () => {
  expect(preferenceCookies({ locale: 'zh-CN', theme: 'dark' })).toEqual([
    'bunch_locale=zh-CN; Path=/; Max-Age=31536000; SameSite=Lax',
    'bunch_theme=dark; Path=/; Max-Age=31536000; SameSite=Lax',
  ])
  expect(preferenceCookies({ locale: null })).toEqual(['bunch_locale=; Path=/; Max-Age=0; SameSite=Lax'])
  expect(preferenceCookies({})).toEqual([])
})
