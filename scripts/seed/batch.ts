import type {
  attempts,
  generationReferences,
  generations,
  imageLooks,
  images,
  references,
} from '#lib/db/schema/schema.ts'
import type { SeedFile } from './files.ts'

/** A picture that boards and hearts may be given to. */
export interface MadePicture {
  id: string
  file: SeedFile
  at: Date
  /** The team sees it. */
  shared: boolean
}

/** Rows in the order in which they have to be inserted. */
export interface Batch {
  references: (typeof references.$inferInsert)[]
  generations: (typeof generations.$inferInsert)[]
  generationReferences: (typeof generationReferences.$inferInsert)[]
  images: (typeof images.$inferInsert)[]
  looks: (typeof imageLooks.$inferInsert)[]
  attempts: (typeof attempts.$inferInsert)[]
  made: MadePicture[]
}

export function emptyBatch(): Batch {
  return {
    references: [],
    generations: [],
    generationReferences: [],
    images: [],
    looks: [],
    attempts: [],
    made: [],
  }
}
