import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { type ComposerForm, DEFAULT_FORM } from './form.ts'
import { searchWithState, stateFromSearch } from './settings-url.ts'

const KEY = 'bunch.draft'

/** What survives a reload: the form, references by id. */
export interface Draft {
  form: ComposerForm
  referenceIds: string[]
}

/** The draft of this browser, read as tolerantly as an address; `null` where there is none. */
export function readDraft(storage: Pick<Storage, 'getItem'>): Draft | null {
  const text = storage.getItem(KEY)
  if (text === null) return null
  const search = new URLSearchParams(text)
  const state = stateFromSearch(search)
  const prompt = (search.get('text') ?? '').slice(0, 2 * GENERATION_LIMITS.promptMaxChars)
  return { form: { ...DEFAULT_FORM, ...state?.form, prompt }, referenceIds: state?.referenceIds ?? [] }
}

/** Keeps the draft. A full or forbidden storage costs only the draft, so it is no error. */
export function writeDraft(storage: Pick<Storage, 'setItem'>, { form, referenceIds }: Draft): void {
  // As an address, whose prompt may be left out for its length: so the whole text goes beside it.
  const search = searchWithState(new URLSearchParams(), { ...form, prompt: '' }, referenceIds)
  search.set('text', form.prompt)
  try {
    storage.setItem(KEY, search.toString())
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}
