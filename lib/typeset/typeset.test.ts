import { describe, expect, test } from 'vitest'
import { setLine, setParagraph } from './typeset.ts'

const style = { fontSize: 15 }

describe('text as outlines', () => {
  test.each([
    ['English', 'Convert this banana line art into a 3D cartoon style'],
    ['Chinese', '一串香蕉挂在树上，纪实摄影风格，细节清晰。'],
    ['both', '夜市 poster：“纸灯笼” & 热气 — ça va?'],
  ])('%s is drawn whole wherever it starts', async (_, text) => {
    const line = await setLine(text, style)
    expect(line.width).toBeGreaterThan(100)
    for (let x = 0; x < 2; x += 0.13) expect(line.at(x, 900 + x)).toMatch(/^([MLQC](-?[\d.]+ ?)+|Z)+$/)
  })

  test('what the font has no glyph for is left out', async () => {
    expect(await setLine('🍌', style)).toMatchObject({ width: 0 })
  })

  test('long text breaks between words or Chinese characters and ends in an ellipsis', async () => {
    const english = await setParagraph('one two three four five six seven eight nine ten', style, 120, 2)
    expect(english).toHaveLength(2)
    const chinese = await setParagraph('清晨梯田的广阔远景山谷有雾高处一只红色风筝', style, 120, 5)
    expect(chinese.length).toBeGreaterThan(2)
    for (const { width } of [...english, ...chinese]) expect(width).toBeLessThanOrEqual(120 + 0.01)
    expect(await setParagraph(' \n ', style, 120, 2)).toEqual([])
  })

  test('a word wider than the line is cut', async () => {
    const lines = await setParagraph('a'.repeat(400), style, 120, 3)
    expect(lines.map(({ width }) => width <= 120)).toEqual([true, true, true])
  })
})
