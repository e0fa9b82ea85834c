// `npm test`: installs, hands over to the pinned Node, and goes on in run-tests.ts.
import { checkCallerNode, continueWith, ensureInstalled } from './runtime.mjs'

checkCallerNode()
ensureInstalled()
await continueWith('scripts/run-tests.ts', process.argv.slice(2))
