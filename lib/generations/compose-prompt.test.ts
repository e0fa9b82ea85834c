import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REFERENCE_ROLES } from '#lib/references/roles.ts'
import { composePrompt } from './compose-prompt.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 200 })
const roles = fc.array(fc.option(fc.constantFrom(...REFERENCE_ROLES)), { maxLength: 14 })

describe('composePrompt', () => {
  it('tells roles in the order of the references, then the prompt, then the standing text', () => {
    const sent = composePrompt({
      prompt: 'The bottle of @3 on a beach, as @2 would paint it',
      roles: ['subject', 'style', null, 'product'],
      standingText: ' Soft light, no people. ',
    })
    expect(sent).toBe(
      [
        'Image 1 is the subject: keep its identity.',
        'Image 2 is a style reference: take its style, not its content.',
        'Image 4 is the product: keep its shape, colours and lettering.',
        '',
        'The bottle of @3 on a beach, as @2 would paint it',
        '',
        'Soft light, no people.',
      ].join('\n'),
    )
  })

  it('speaks the language of the prompt', () => {
    expect(composePrompt({ prompt: '海边的瓶子', roles: ['layout'] })).toBe(
      '图 1 是版式参考：只取其构图，不取其内容。\n\n海边的瓶子',
    )
    expect(composePrompt({ prompt: '海辺のボトル', roles: ['layout'] })).toMatch(/^Image 1/)
  })

  it('says “a subject” where there are several', () => {
    const sent = composePrompt({ prompt: 'Two friends', roles: ['subject', 'subject'] })
    expect(sent).toMatch(/^Image 1 is a subject: .*\nImage 2 is a subject: /)
  })

  it('adds nothing where there is nothing to add', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.constant(null)),
        fc.constantFrom('', ' ', '\n'),
        (prompt, none, blank) => {
          expect(composePrompt({ prompt, roles: none, standingText: blank })).toBeNull()
          expect(composePrompt({ prompt })).toBeNull()
        },
      ),
    )
  })

  it('keeps every word of the prompt and the standing text, and one line for each role', () => {
    fc.assert(
      fc.property(text, roles, text, (prompt, given, standing) => {
        const sent = composePrompt({ prompt, roles: given, standingText: standing })
        const told = given.filter((role) => role !== null)
        if (told.length === 0 && standing.trim() === '') {
          expect(sent).toBeNull()
          return
        }
        expect(sent).toContain(prompt)
        expect(sent?.endsWith(standing.trim())).toBe(true)
        const head = told.length === 0 ? [] : (sent ?? '').split('\n').slice(0, told.length)
        const numbers = head.map((line) => Number(/^(?:Image|图) (\d+) /.exec(line)?.[1]))
        expect(numbers).toEqual(given.flatMap((role, place) => (role === null ? [] : [place + 1])))
      }),
    )
  })
})
