import 'server-only'
import { headers } from 'next/headers'
import { keepEarlyPresses, READY } from './early-presses.ts'

/** The script that keeps what is pressed before the page's own script is there. */
export async function EarlyPressesScript() {
  const policy = (await headers()).get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  const script = `(${keepEarlyPresses})(${JSON.stringify(READY)})`
  // Browsers hide the nonce from scripts: the page's own finds none there.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own code, from a function of ours
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />
}
