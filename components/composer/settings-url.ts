import { GENERATION_LIMITS } from '#lib/generations/limits.ts'
import { RATIO_CHOICES, TIERS } from '#lib/models/catalogue.ts'
import { REFERENCE_ROLES, type ReferenceRole } from '#lib/references/roles.ts'
import { type ComposerForm, DEFAULT_FORM } from './form.ts'

const NAMES = ['prompt', 'model', 'ratio', 'size', 'n', 'temperature', 'use', 'refs', 'roles', 'kit'] as const

/** A longer prompt stays out of the address, which proxies and chats cut; the draft keeps it. Bytes, encoded. */
const LONGEST_PROMPT = 2_000

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Id and version. */
const KIT = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})$/

export interface LinkedState {
  form: Partial<ComposerForm>
  referenceIds: string[]
  /** In their order. */
  roles: (ReferenceRole | null)[]
}

/** The composer's state of an address; what is missing or nonsense is left out. `null` where there is none at all. */
export function stateFromSearch(search: Pick<URLSearchParams, 'get' | 'has'>): LinkedState | null {
  if (!NAMES.some((name) => search.has(name))) return null
  const form: Partial<ComposerForm> = {}
  const prompt = search.get('prompt')
  if (prompt) form.prompt = prompt.slice(0, GENERATION_LIMITS.promptMaxChars)
  const model = search.get('model')
  if (model && model.length <= 100) form.model = model
  const ratio = RATIO_CHOICES.find((choice) => choice === search.get('ratio'))
  if (ratio) form.ratio = ratio
  const tier = TIERS.find((choice) => choice === search.get('size'))
  if (tier) form.tier = tier
  const n = Number(search.get('n'))
  if (Number.isInteger(n) && n >= 1 && n <= GENERATION_LIMITS.maxImages) form.n = n
  const temperature = search.get('temperature')
  if (temperature && Number.isFinite(Number(temperature))) form.temperature = Number(temperature)
  const useCase = search.get('use')
  if (useCase && useCase.length <= 60) form.useCase = useCase
  const [, kitId, kitVersion] = KIT.exec(search.get('kit') ?? '') ?? []
  if (kitId) form.kit = { id: kitId, version: Number(kitVersion) }
  const roles = (search.get('roles') ?? '').split(',')
  const references = (search.get('refs') ?? '')
    .split(',')
    .map((id, place) => ({ id, role: REFERENCE_ROLES.find((role) => role === roles[place]) ?? null }))
    .filter(({ id }) => UUID.test(id))
  return {
    form,
    referenceIds: references.map(({ id }) => id),
    roles: references.map(({ role }) => role),
  }
}

/** Writes the composer's state into an address, leaving what is not ours (and defaults out). */
export function searchWithState(
  current: URLSearchParams,
  form: ComposerForm,
  referenceIds: readonly string[],
  roles: readonly (ReferenceRole | null)[] = [],
): URLSearchParams {
  const search = new URLSearchParams(current)
  const values: Record<(typeof NAMES)[number], string | null> = {
    prompt: encodeURIComponent(form.prompt).length <= LONGEST_PROMPT ? form.prompt : null,
    model: form.model === DEFAULT_FORM.model ? null : form.model,
    ratio: form.ratio === DEFAULT_FORM.ratio ? null : form.ratio,
    size: form.tier === DEFAULT_FORM.tier ? null : form.tier,
    n: form.n === DEFAULT_FORM.n ? null : String(form.n),
    temperature: form.temperature === null ? null : String(form.temperature),
    use: form.useCase ?? null,
    refs: referenceIds.length === 0 ? null : referenceIds.join(','),
    roles: roles.some((role) => role !== null) ? roles.map((role) => role ?? '').join(',') : null,
    kit: form.kit ? `${form.kit.id}.${form.kit.version}` : null,
  }
  for (const name of NAMES) {
    const value = values[name]
    if (value) search.set(name, value)
    else search.delete(name)
  }
  return search
}
