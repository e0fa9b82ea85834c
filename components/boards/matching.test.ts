import { expect, it } from 'vitest'
import { matching } from './matching.ts'

const boards = ['Winter mood', 'Mood', 'Summer', 'a mood board', 'Moodier'].map((name) => ({ name }))
const found = (words: string) => matching(boards, words).map(({ name }) => name)

it('finds names that hold the words in whatever case, those that begin with them first', () => {
  expect(found('MOOD')).toEqual(['Mood', 'Moodier', 'a mood board', 'Winter mood'])
  expect(found('x')).toEqual([])
})

it('gives all by name where nothing is looked for', () => {
  expect(found('')).toEqual(['a mood board', 'Mood', 'Moodier', 'Summer', 'Winter mood'])
})
