import { SHEET_LIMITS } from '#lib/contact-sheets/options.ts'

const KEY = 'bunch.contact-sheet'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Keeps the pictures of a sheet for the page that shows it: more than an address could hold. */
export function keepSheetIds(storage: Pick<Storage, 'setItem'>, ids: readonly string[]): void {
  storage.setItem(KEY, ids.slice(0, SHEET_LIMITS.pictures).join(','))
}

/** The pictures that were chosen last for a sheet, in this tab. */
export function keptSheetIds(storage: Pick<Storage, 'getItem'>): string[] {
  return (storage.getItem(KEY) ?? '').split(',').filter((id) => UUID.test(id))
}
