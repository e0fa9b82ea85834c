import { expect, it } from 'vitest'
import { cellAfter } from './choice-grid.tsx'

it('moves along rows and by rows, and stays at the edges', () => {
  expect(cellAfter('ArrowRight', 0, 12, 5)).toBe(1)
  expect(cellAfter('ArrowDown', 1, 12, 5)).toBe(6)
  expect(cellAfter('ArrowUp', 6, 12, 5)).toBe(1)
  expect(cellAfter('ArrowDown', 9, 12, 5)).toBeNull()
  expect(cellAfter('ArrowLeft', 0, 12, 5)).toBeNull()
  expect(cellAfter('End', 3, 12, 5)).toBe(11)
  expect(cellAfter('a', 3, 12, 5)).toBeNull()
})
