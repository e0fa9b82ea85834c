import { DERIVATIONS } from '#lib/generations/derivations.ts'
import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import { type ComposerForm, DEFAULT_FORM } from './form.ts'
import { searchWithState, stateFromSearch } from './settings-url.ts'

const KEY = 'bunch.draft'

/** What survives a reload: the form, references by id. */
export interface Draft {
  form: ComposerForm
  referenceIds: string[]
  /** In their order. */
  roles: (ReferenceRole | null)[]
}

/** Written only where the choice is not the person's usual one, which may change before the draft is read. */
const PRIVACY = 'private'

/** The picture that the next run goes on from: of the draft only, since an address may be handed to somebody else. */
function parentOf(search: URLSearchParams): ComposerForm['parent'] {
  const imageId = search.get('parent')
  const derivation = DERIVATIONS.find((known) => known === search.get('derivation'))
  return imageId && derivation ? { imageId, derivation } : undefined
}

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
  const parent = parentOf(search)
  return {
    form: { ...DEFAULT_FORM, ...state?.form, prompt, private: isPrivate, ...(parent ? { parent } : {}) },
    referenceIds: state?.referenceIds ?? [],
    roles: state?.roles ?? [],
  }
}

/** Keeps the draft. A full or forbidden storage costs only the draft, so it is no error. */
export function writeDraft(
  storage: Pick<Storage, 'setItem'>,
  { form, referenceIds, roles }: Draft,
  newPrivate: boolean,
): void {
  // As an address, whose prompt may be left out for its length: so the whole text goes beside it.
  const search = searchWithState(new URLSearchParams(), { ...form, prompt: '' }, referenceIds, roles)
  search.set('text', form.prompt)
  const isPrivate = form.private ?? false
  if (isPrivate !== newPrivate) search.set(PRIVACY, isPrivate ? '1' : '0')
  if (form.parent) {
    search.set('parent', form.parent.imageId)
    search.set('derivation', form.parent.derivation)
  }
  try {
    storage.setItem(KEY, search.toString())
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}
