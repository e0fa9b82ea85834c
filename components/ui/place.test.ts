import { expect, it } from 'vitest'
import { placeBeside } from './place.ts'

const viewport = { width: 1000, height: 800 }
const anchor = { top: 100, left: 100, width: 80, height: 30 }
const floating = { width: 200, height: 300 }

it('goes below its anchor, and above where there is no room below', () => {
  const below = { anchor, floating, viewport, side: 'bottom', align: 'start', gap: 6 } as const
  expect(placeBeside(below)).toEqual({ top: 136, left: 100 })
  expect(placeBeside({ ...below, anchor: { ...anchor, top: 700 } })).toEqual({ top: 394, left: 100 })
})

it('stays inside the viewport', () => {
  const end = { anchor: { ...anchor, left: 950 }, floating, viewport, gap: 6 } as const
  expect(placeBeside({ ...end, side: 'bottom', align: 'start' }).left).toBe(792)
  expect(placeBeside({ ...end, side: 'right', align: 'center' })).toEqual({ top: 8, left: 792 })
  expect(placeBeside({ ...end, anchor, side: 'bottom', align: 'end' }).left).toBe(8)
})
