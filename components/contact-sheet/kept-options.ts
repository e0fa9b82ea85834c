import {
  CAPTIONS,
  PAPER_NAMES,
  SHEET_LIMITS,
  type SheetOptions,
  USUAL_SHEET,
} from '#lib/contact-sheets/options.ts'

const KEY = 'bunch.contact-sheet.options'

/** How this browser's last sheet was set out; its title was that one's. */
export function readSheetOptions(storage: Pick<Storage, 'getItem'>): SheetOptions {
  const kept = new URLSearchParams(storage.getItem(KEY) ?? '')
  if (!kept.has('paper')) return USUAL_SHEET
  const columns = Number(kept.get('columns'))
  const { min, max } = SHEET_LIMITS.columns
  const captions = (kept.get('captions') ?? '').split(',')
  return {
    title: '',
    paper: PAPER_NAMES.find((name) => name === kept.get('paper')) ?? USUAL_SHEET.paper,
    landscape: kept.get('landscape') === '1',
    columns: Number.isInteger(columns) && columns >= min && columns <= max ? columns : USUAL_SHEET.columns,
    captions: CAPTIONS.filter((caption) => captions.includes(caption)),
  }
}

/** Keeps it. A full or forbidden storage costs only that, so it is no error. */
export function writeSheetOptions(storage: Pick<Storage, 'setItem'>, options: SheetOptions): void {
  const { paper, landscape, columns, captions } = options
  const kept = {
    paper,
    landscape: landscape ? '1' : '0',
    columns: String(columns),
    captions: captions.join(','),
  }
  try {
    storage.setItem(KEY, new URLSearchParams(kept).toString())
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}
