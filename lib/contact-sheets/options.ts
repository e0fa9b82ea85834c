// Apart from the schema, so that the page can offer them without loading a validator.

/** Papers in points (1/72 inch), upright. */
export const PAPERS = {
  a4: { width: 595.28, height: 841.89 },
  a3: { width: 841.89, height: 1190.55 },
  letter: { width: 612, height: 792 },
} as const
export type Paper = keyof typeof PAPERS
export const PAPER_NAMES = Object.keys(PAPERS) as Paper[]

/** What can stand below a picture, in the order it stands there. */
export const CAPTIONS = [
  'number',
  'prompt',
  'person',
  'date',
  'model',
  'size',
  'ratio',
  'rating',
  'tags',
  'note',
] as const
export type Caption = (typeof CAPTIONS)[number]

export const SHEET_LIMITS = { pictures: 300, columns: { min: 1, max: 10 }, titleChars: 120 } as const

export interface SheetOptions {
  title: string
  paper: Paper
  landscape: boolean
  columns: number
  captions: readonly Caption[]
}

export const USUAL_SHEET: SheetOptions = {
  title: '',
  paper: 'a4',
  landscape: false,
  columns: 4,
  captions: ['number', 'prompt'],
}
