/** All tables, as Drizzle's relational client wants them: the one place that gathers `lib/db/schema/`. */
export { generations } from './generations.ts'
export { attempts, images } from './images.ts'
export { people } from './people.ts'
export { generationReferences, references } from './references.ts'
export { instances, settings } from './settings.ts'
