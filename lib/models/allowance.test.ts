import { expect, it } from 'vitest'
import { allowanceOf } from './allowance.ts'
import { modelProfile } from './catalogue.ts'

const flash = modelProfile('nano-banana-2')
const pro = modelProfile('nano-banana-pro')

it('counts subjects as characters and everything else as objects', () => {
  expect(allowanceOf(['subject', 'product', 'layout', null], flash)).toEqual([
    { kind: 'objects', used: 3, max: 10 },
    { kind: 'characters', used: 1, max: 4 },
  ])
})

it('counts styles apart only where the model does', () => {
  expect(allowanceOf(['style'], pro)).toEqual([{ kind: 'styles', used: 1, max: 3 }])
  expect(allowanceOf(['style'], flash)).toEqual([{ kind: 'objects', used: 1, max: 10 }])
})

it('leaves out what nothing is used of', () => {
  expect(allowanceOf([], pro)).toEqual([])
})
