import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ModelProfile } from './catalogue.ts'

/** Kinds of references that a model counts apart. */
export type AllowanceKind = 'characters' | 'objects' | 'styles'

export interface Allowance {
  kind: AllowanceKind
  used: number
  max: number
}

/** A subject is somebody to recognise; a style counts apart where the model says so. Everything else is an object. */
function kindOf(role: ReferenceRole | null, model: ModelProfile): AllowanceKind {
  if (role === 'subject') return 'characters'
  return role === 'style' && model.references.styles > 0 ? 'styles' : 'objects'
}

/**
 * How much of what a model can keep true of its references is used, by kind; kinds of which it has none and nothing is
 * used are left out. The model takes more than these, and keeps them less well: only `references.max` is a limit.
 */
export function allowanceOf(roles: readonly (ReferenceRole | null)[], model: ModelProfile): Allowance[] {
  const kinds = roles.map((role) => kindOf(role, model))
  return (['objects', 'characters', 'styles'] as const).flatMap((kind) => {
    const used = kinds.filter((each) => each === kind).length
    return used === 0 ? [] : [{ kind, used, max: model.references[kind] }]
  })
}
