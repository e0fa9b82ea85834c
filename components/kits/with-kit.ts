import { type ComposerState, keepMentions } from '#components/composer/composer-reducer.ts'
import { switchModel } from '#components/composer/form.ts'
import { withOrigin } from '#components/composer/origin.ts'
import { type ReferenceItem, readyItem } from '#components/composer/reference-list.ts'
import type { KitContent, KitDto } from '#lib/kits/schema.ts'
import { modelProfile } from '#lib/models/catalogue.ts'

type Applied = Pick<KitDto, 'id' | 'version' | 'content' | 'references'>

const idOf = (item: ReferenceItem) => (item.state === 'ready' ? item.reference.id : null)
const holds = ({ content }: Pick<KitDto, 'content'>, item: ReferenceItem) =>
  content.references.some(({ referenceId }) => referenceId === idOf(item))

/** The settings of a kit that its model can do; the rest stays as it was. */
function withSettings(state: ComposerState, settings: KitContent['settings']) {
  const { form, changes } = settings.model
    ? switchModel(state.form, settings.model)
    : { form: state.form, changes: [] }
  const model = modelProfile(form.model)
  const { ratio, tier, temperature } = settings
  const range = model.temperature
  return {
    changes,
    form: {
      ...form,
      ...(ratio && (ratio === 'auto' || model.ratios.includes(ratio)) && { ratio }),
      ...(tier && model.tiers.includes(tier) && { tier }),
      ...(temperature !== null &&
        range &&
        temperature >= range.min &&
        temperature <= range.max && { temperature }),
    },
  }
}

/**
 * Applies a kit: its references come after those that are there, whose numbers stay; one that is there already gets its
 * role. What another kit brought before leaves.
 */
export function withKit(state: ComposerState, kit: Applied, previous: KitDto | undefined): ComposerState {
  const roles = new Map(kit.content.references.map(({ referenceId, role }) => [referenceId, role]))
  const kept = state.references.filter((item) => holds(kit, item) || !(previous && holds(previous, item)))
  const known = kept.map(({ role: before, ...item }) => {
    const role = roles.get(idOf(item) ?? '') ?? before
    return role ? { ...item, role } : item
  })
  const missing = kit.references.filter(({ id }) => !known.some((item) => idOf(item) === id))
  const references = [...known, ...missing.map((each) => readyItem(each, roles.get(each.id) ?? null))]
  const { form, changes } = withSettings(state, kit.content.settings)
  const { prompt } = keepMentions(state, references)
  const next = { ...form, prompt, kit: { id: kit.id, version: kit.version } }
  return { form: withOrigin(state.form, next, true), references, changes }
}

/** Takes a kit off: its references leave with it, settings stay. */
export function withoutKit(state: ComposerState, kit: KitDto | undefined): ComposerState {
  const references = state.references.filter((item) => !(kit && holds(kit, item)))
  const { kit: _, ...form } = keepMentions(state, references)
  return { ...state, form: withOrigin(state.form, form, true), references }
}
