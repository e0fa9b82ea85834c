import * as z from 'zod/mini'
import { generationInput } from '#lib/generations/schema.ts'

const KEY = 'bunch.draft'

const draft = z.omit(generationInput, { id: true })
/** What survives a reload: the request, references by id. */
export type Draft = z.infer<typeof draft>

/** The draft of this browser; `null` where there is none or it is of another time. */
export function readDraft(storage: Pick<Storage, 'getItem'>): Draft | null {
  const text = storage.getItem(KEY)
  if (text === null) return null
  try {
    const result = draft.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

/** Keeps the draft. A full or forbidden storage costs only the draft, so it is no error. */
export function writeDraft(storage: Pick<Storage, 'setItem'>, value: Draft): void {
  try {
    storage.setItem(KEY, JSON.stringify(value))
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause
  }
}
