import { EXPIRY_CHOICES } from './expiry.ts'
import { FIRST_DEFAULTS, type ShareDefaults, type ShareForm } from './share-form.ts'

const key = (personId: string) => `bunch.share.${personId}`

const flag = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise)

/** How this person shared last in this browser, read tolerantly. */
export function readDefaults(storage: Pick<Storage, 'getItem'>, personId: string): ShareDefaults {
  let kept: unknown
  try {
    kept = JSON.parse(storage.getItem(key(personId)) ?? 'null')
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  if (typeof kept !== 'object' || kept === null) return FIRST_DEFAULTS
  const values: Partial<Record<keyof ShareDefaults, unknown>> = kept
  // A date belongs to one link.
  const expiry = EXPIRY_CHOICES.find((choice) => choice === values.expiry && choice !== 'date')
  return {
    live: flag(values.live, FIRST_DEFAULTS.live),
    expiry: expiry ?? FIRST_DEFAULTS.expiry,
    allowDownload: flag(values.allowDownload, FIRST_DEFAULTS.allowDownload),
    showPrompt: flag(values.showPrompt, FIRST_DEFAULTS.showPrompt),
    showMaker: flag(values.showMaker, FIRST_DEFAULTS.showMaker),
  }
}

/** Keeps the choices for the next link. A full or forbidden storage costs only that. */
export function writeDefaults(storage: Pick<Storage, 'setItem'>, personId: string, form: ShareForm): void {
  const { live, expiry, allowDownload, showPrompt, showMaker } = form
  const kept: ShareDefaults = { live, expiry, allowDownload, showPrompt, showMaker }
  try {
    storage.setItem(key(personId), JSON.stringify(kept))
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}
