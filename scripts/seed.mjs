// `npm run seed`: installs, hands over to the pinned Node, and goes on in seed.ts.
import { checkCallerNode, continueWith, ensureInstalled } from './runtime.mjs'

checkCallerNode()
ensureInstalled()
await continueWith('scripts/seed.ts', process.argv.slice(2))
