// `npm start` and `npm run dev`: installs, hands over to the pinned Node, and goes on in serve.ts.
import { checkCallerNode, continueWith, endWithNpm, ensureInstalled } from './runtime.mjs'

checkCallerNode()
endWithNpm()
ensureInstalled()
await continueWith('scripts/serve.ts', process.argv.slice(2))
