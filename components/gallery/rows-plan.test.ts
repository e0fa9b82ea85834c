import { describe, expect, test } from 'vitest'
import { justifiedRows, rowOf } from './justified-rows.ts'
import type { PictureList } from './picture-list.ts'
import { listedOrder } from './picture-order.ts'
import { RowsPlan } from './rows-plan.ts'

const RATIOS = [1, 1.5, 0.66, 1.78, 0.75, 1.33]

/** A list of pictures whose shapes follow from their names. */
function listOf(names: readonly number[]): PictureList {
  const order = listedOrder(names.map(String))
  return {
    ...order,
    ratios: Float32Array.from(names, (name) => RATIOS[Math.abs(name) % RATIOS.length] ?? 1),
    itemAt: () => undefined,
    placeSince: (earlier, place) => order.indexOf(earlier.idAt(place) ?? ''),
    want: () => {},
  }
}
const names = (from: number, until: number) => Array.from({ length: until - from }, (_, at) => from + at)
const WIDTH = 1_200

/** The pictures of the rows in a window of 800 pixels, and how far each row is from its upper edge. */
function seen(plan: RowsPlan, list: PictureList) {
  const { starts, tops, rows } = plan.layout
  return names(0, rows)
    .filter((row) => (tops[row + 1] ?? 0) > plan.top && (tops[row] ?? 0) < plan.top + 800)
    .map((row) => ({
      pictures: names(starts[row] ?? 0, starts[row + 1] ?? 0).map((place) => list.idAt(place)),
      top: Math.round((tops[row] ?? 0) - plan.top),
    }))
}

function planAt(list: PictureList, top: number): RowsPlan {
  const plan = new RowsPlan()
  plan.lay(list, WIDTH, 240, true)
  plan.see(top)
  return plan
}

describe('what is looked at stays', () => {
  const before = listOf(names(0, 3_000))

  test('to the pixel and picture while pictures arrive above it', () => {
    for (const arrived of [1, 2, 3, 7, 40]) {
      const plan = planAt(before, 20_000)
      const looked = seen(plan, before)
      const after = listOf(names(-arrived, 3_000))
      plan.lay(after, WIDTH, 240, true)
      expect(seen(plan, after)).toEqual(looked)
      expect(plan.takeMove()).toBe(plan.top)
      expect(plan.takeMove()).toBeUndefined()
    }
  })

  test('where somebody has just scrolled to, before the page has told of it', () => {
    const told = planAt(before, 90_000)
    const plan = planAt(before, 20_000)
    const after = listOf(names(-7, 3_000))
    plan.lay(after, WIDTH, 240, true, () => 90_000)
    expect(seen(plan, after)).toEqual(seen(told, before))
    // The page is not scrolled yet to where it is to be: what it shows is not where somebody went.
    const later = listOf(names(-9, 3_000))
    plan.lay(later, WIDTH, 240, true, () => 90_000)
    expect(seen(plan, later)).toEqual(seen(told, before))
  })

  test('where somebody went beyond what was known of the list', () => {
    const plan = new RowsPlan()
    plan.lay(listOf(names(0, 40)), WIDTH, 240, false)
    plan.see(30_000)
    // Of the whole list only the shape is there, which pictures they are is not loaded.
    const shape = { ...before, idAt: () => undefined, indexOf: () => -1, placeSince: () => before.count - 1 }
    plan.lay(shape, WIDTH, 240, true)
    expect(plan.takeMove()).toBeCloseTo(30_000, -3)
  })

  test('while pictures leave above it, and its own row begins with the next one when its first leaves', () => {
    const plan = planAt(before, 20_000)
    const looked = seen(plan, before)
    const after = listOf(names(5, 3_000))
    plan.lay(after, WIDTH, 240, true)
    expect(seen(plan, after)).toEqual(looked)
  })

  test('at the top of the window when rows become higher or lower, or the window wider', () => {
    for (const [width, target] of [
      [WIDTH, 120],
      [WIDTH, 400],
      [700, 240],
    ] as const) {
      const plan = planAt(before, 20_000)
      const first = plan.place?.id
      plan.lay(before, width, target, true)
      expect(plan.place?.id).toBe(first)
    }
  })

  test('wherever in its row the window begins, and in the gap below it', () => {
    const { tops, heights, starts } = planAt(before, 20_000).layout
    const row = 80
    const [top, end] = [tops[row] ?? 0, (tops[row] ?? 0) + (heights[row] ?? 0)]
    for (const hidden of [0.6, 100, end - top - 0.6, end - top + 0.6, end - top + 1.4]) {
      const plan = planAt(before, top + hidden)
      const [id, next] = [before.idAt(starts[row] ?? 0), before.idAt(starts[row + 1] ?? 0)]
      plan.lay(before, WIDTH, 80, true)
      const { layout } = plan
      const at = rowOf(layout, before.indexOf((top + hidden < end ? id : next) ?? ''))
      const above = plan.top - (layout.tops[at] ?? 0)
      expect(above).toBeGreaterThanOrEqual(-2)
      expect(above).toBeLessThanOrEqual(layout.heights[at] ?? 0)
    }
  })

  test('but at the very top what arrives is shown', () => {
    const plan = planAt(before, 0)
    plan.lay(listOf(names(-2, 3_000)), WIDTH, 240, true)
    expect(plan.takeMove()).toBeUndefined()
    expect(plan.place?.id).toBe('-2')
  })
})

test('a place is come back to as soon as there are rows for it', () => {
  const list = listOf(names(0, 3_000))
  const left = planAt(list, 31_415).place
  if (!left) throw new Error('expected a place')
  const plan = new RowsPlan()
  plan.await(left)
  plan.lay(listOf(names(0, 60)), WIDTH, 240, false)
  expect([plan.waits, plan.takeMove()]).toEqual([true, undefined])
  plan.lay(list, WIDTH, 240, true)
  expect(plan.waits).toBe(false)
  expect(plan.takeMove()).toBeCloseTo(31_415, 3)
})

test('a pinned picture begins a row, and the row before it is none too high', () => {
  const ratios = Float32Array.from(names(0, 500), (name) => RATIOS[name % RATIOS.length] ?? 1)
  for (const pin of names(8, 60)) {
    const layout = justifiedRows(ratios, { width: WIDTH, targetHeight: 240, gap: 2, pin })
    const row = rowOf(layout, pin)
    expect(layout.starts[row]).toBe(pin)
    expect(layout.starts[layout.rows]).toBe(500)
    expect(layout.heights[row - 1]).toBeLessThan(240 * 1.6)
    expect(layout.heights[row - 1]).toBeGreaterThan(240 * 0.5)
  }
})
