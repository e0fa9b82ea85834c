import type { ComposerForm } from './form.ts'

/**
 * Keeps what a run goes on from true while its form changes. Another size makes a reuse a resize; a change of anything else
 * that the model sees makes it a branch; and a prompt that is begun anew goes on from nothing. A size for a use is not for
 * that use any more once another shape is chosen.
 *
 * @param referencesChanged whether the references are others than before
 */
export function withOrigin(
  before: ComposerForm,
  after: ComposerForm,
  referencesChanged = false,
): ComposerForm {
  const next = { ...after }
  if (after.ratio !== before.ratio && after.useCase === before.useCase) delete next.useCase
  const { parent } = after
  if (!parent || parent !== before.parent) return next
  if (after.prompt.trim() === '' && before.prompt.trim() !== '') {
    delete next.parent
    return next
  }
  const branched =
    referencesChanged ||
    (['prompt', 'model', 'ratio', 'temperature'] as const).some((name) => after[name] !== before[name])
  if (branched && parent.derivation !== 'branch') next.parent = { ...parent, derivation: 'branch' }
  else if (after.tier !== before.tier && parent.derivation === 'reuse') {
    next.parent = { ...parent, derivation: 'resize' }
  }
  return next
}
