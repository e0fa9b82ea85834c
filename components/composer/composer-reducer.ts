import type { ApiError } from '#lib/api-client.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'
import { type ComposerForm, type ModelChange, switchModel } from './form.ts'
import { renumberMentions } from './mentions.ts'
import { withOrigin } from './origin.ts'
import {
  moveItem,
  numberedItems,
  type ReferenceItem,
  restoreReferences,
  settleReference,
} from './reference-list.ts'

export interface ComposerState {
  form: ComposerForm
  references: readonly ReferenceItem[]
  /** What the last change of model made of other settings; shown until the next edit of a setting. */
  changes: readonly ModelChange[]
}

export type ComposerAction =
  | { type: 'set'; values: Partial<Omit<ComposerForm, 'model'>> }
  | { type: 'model'; model: string }
  | { type: 'replace'; state: ComposerState }
  | { type: 'add'; items: readonly ReferenceItem[] }
  | { type: 'progress'; key: string; share: number }
  | { type: 'settled'; key: string; reference: ReferenceDto }
  | { type: 'failed'; key: string; error: ApiError }
  | { type: 'again'; key: string }
  | { type: 'remove'; key: string }
  | { type: 'role'; key: string; role: ReferenceRole | null }
  | { type: 'move'; from: number; to: number }
  | { type: 'restored'; found: readonly ReferenceDto[] }

function changeTile(
  items: readonly ReferenceItem[],
  key: string,
  change: (item: ReferenceItem) => ReferenceItem,
): ReferenceItem[] {
  return items.map((item) => (item.key === key ? change(item) : item))
}

function reduceReferences(items: readonly ReferenceItem[], action: ComposerAction): readonly ReferenceItem[] {
  switch (action.type) {
    case 'add':
      return [...items, ...action.items]
    case 'progress':
      return changeTile(items, action.key, (item) =>
        item.state === 'adding' ? { ...item, share: action.share } : item,
      )
    case 'settled':
      return settleReference(items, action.key, action.reference)
    case 'failed':
      return changeTile(items, action.key, (item) =>
        item.state === 'adding' ? { ...item, state: 'failed', error: action.error } : item,
      )
    case 'again':
      return changeTile(items, action.key, (item) =>
        item.state === 'failed'
          ? {
              key: item.key,
              ...(item.role && { role: item.role }),
              state: 'adding',
              source: item.source,
              name: item.name,
              share: 0,
            }
          : item,
      )
    case 'remove':
      return items.filter((item) => item.key !== action.key)
    case 'role':
      return changeTile(items, action.key, ({ role: _, ...item }) =>
        action.role ? { ...item, role: action.role } : item,
      )
    case 'move':
      return moveItem(items, action.from, action.to)
    case 'restored':
      return restoreReferences(items, action.found)
    default:
      return items
  }
}

/** `@2` stays with its picture when pictures before it move or leave. */
export function keepMentions(state: ComposerState, after: readonly ReferenceItem[]): ComposerForm {
  const before = numberedItems(state.references)
  const places = new Map(numberedItems(after).map((item, index) => [item.key, index + 1]))
  const prompt = renumberMentions(state.form.prompt, (number) => {
    const key = before[number - 1]?.key
    return key === undefined ? null : (places.get(key) ?? null)
  })
  return prompt === state.form.prompt ? state.form : { ...state.form, prompt }
}

/** Every change of the composer. Pure. */
export function reduceComposer(state: ComposerState, action: ComposerAction): ComposerState {
  if (action.type === 'replace') return action.state
  if (action.type === 'model') {
    const { form, changes } = switchModel(state.form, action.model)
    return { ...state, form: withOrigin(state.form, form), changes }
  }
  if (action.type === 'set') {
    const onlyPrompt = Object.keys(action.values).every((name) => name === 'prompt')
    return {
      ...state,
      form: withOrigin(state.form, { ...state.form, ...action.values }),
      changes: onlyPrompt ? state.changes : [],
    }
  }
  const references = reduceReferences(state.references, action)
  const changed = ['add', 'remove', 'move', 'role'].includes(action.type)
  return { ...state, references, form: withOrigin(state.form, keepMentions(state, references), changed) }
}
