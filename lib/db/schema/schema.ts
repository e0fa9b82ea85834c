/** All tables, as Drizzle's relational client wants them: the one place that gathers `lib/db/schema/`. */
export { auditEntries } from './audit.ts'
export { boardImages, boards } from './boards.ts'
export { generations } from './generations.ts'
export { attempts, images } from './images.ts'
export { kits, kitVersions } from './kits.ts'
export { favourites, imageLooks, library, savedSearches } from './library.ts'
export { matrices } from './matrices.ts'
export {
  apiKeys,
  credentials,
  invites,
  passwordLinks,
  people,
  sessions,
  verifications,
} from './people.ts'
export { savedPrompts } from './prompts.ts'
export { rateLimits } from './rate-limits.ts'
export { generationReferences, references } from './references.ts'
export { instances, settings } from './settings.ts'
export { shareImages, shares } from './shares.ts'
