import type { Random } from '#lib/gateway/sandbox/art/random.ts'
import { vectorOf } from './rows.ts'
import type { Theme } from './themes.ts'
import { NOTES, WORK_TAGS } from './words.ts'

/** What people have said of a picture. */
export interface Marks {
  rating: number | null
  tags: string[]
  note: string
  markWords: string
}

const UNMARKED: Marks = { rating: null, tags: [], note: '', markWords: '' }

/** Tags of a whole run; mostly none. */
export function tagsOf(theme: Theme, random: Random): string[] {
  if (!random.chance(0.22)) return []
  const tags = [random.pick(theme.tags)]
  while (random.chance(0.4)) tags.push(random.pick(WORK_TAGS))
  return [...new Set(tags)]
}

export function markPicture(tags: string[], random: Random): Marks {
  const rating = random.chance(0.13) ? Math.min(5, random.int(1, 6)) : null
  const note = random.chance(0.015) ? random.pick(NOTES) : ''
  if (tags.length === 0 && note === '') return { ...UNMARKED, rating }
  return { rating, tags, note, markWords: vectorOf(...tags, note) }
}
