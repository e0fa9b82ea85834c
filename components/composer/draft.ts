import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { type ComposerForm, DEFAULT_FORM } from './form.ts'
import { searchWithState, stateFromSearch } from './settings-url.ts'

const KEY = 'bunch.draft'

/** What survives a reload: the form, references by id. */
export interface Draft {
  form: ComposerForm
  referenceIds: string[]
}

/** Written only where the choice is not the person's usual one, which may change before the draft is read. */
const PRIVACY = 'private'

/**
 * The draft of this browser, read as tolerantly as an address; `null` where there is none.
 *
 * @param newPrivate whether the person's runs begin private
 */
export function readDraft(storage: Pick<Storage, 'getItem'>, newPrivate: boolean): Draft | null {
  const text = storage.getItem(KEY)
  if (text === null) return null
  const search = new URLSearchParams(text)
  const state = stateFromSearch(search)
  const prompt = (search.get('text') ?? '').slice(0, 2 * GENERATION_LIMITS.promptMaxChars)
  const chosen = search.get(PRIVACY)
  const isPrivate = chosen === null ? newPrivate : chosen === '1'
  return {
    form: { ...DEFAULT_FORM, ...state?.form, prompt, private: isPrivate },
    referenceIds: state?.referenceIds ?? [],
  }
}

/** Keeps the draft. A full or forbidden storage costs only the draft, so it is no error. */
export function writeDraft(
  storage: Pick<Storage, 'setItem'>,
  { form, referenceIds }: Draft,
  newPrivate: boolean,
): void {
  // As an address, whose prompt may be left out for its length: so the whole text goes beside it.
  const search = searchWithState(new URLSearchParams(), { ...form, prompt: '' }, referenceIds)
  search.set('text', form.prompt)
  const isPrivate = form.private ?? false
  if (isPrivate !== newPrivate) search.set(PRIVACY, isPrivate ? '1' : '0')
  try {
    storage.setItem(KEY, search.toString())
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}
