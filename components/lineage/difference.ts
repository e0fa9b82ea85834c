import { diffArrays } from 'diff'
import type { GenerationDto } from '#lib/generations/schema.ts'
import { modelProfile } from '#lib/models/catalogue.ts'
import type { ReferenceRole } from '#lib/references/roles.ts'
import type { ReferenceDto } from '#lib/references/schema.ts'

/** A piece of two prompts: in both, only in the second (`added`), or only in the first. */
export interface PromptPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Settings that two runs may differ in. */
export const COMPARED = ['model', 'ratio', 'tier', 'temperature', 'kit', 'useCase'] as const
export type ComparedSetting = (typeof COMPARED)[number]

export interface UsedReference {
  reference: ReferenceDto
  role: ReferenceRole | null
}

export interface Difference {
  /** `null` where the prompts are equal. */
  prompt: PromptPart[] | null
  /** One whose role is another is both removed and added. */
  references: { added: UsedReference[]; removed: UsedReference[] }
  /** Only those that differ; `null` is a setting that was not made. */
  settings: { name: ComparedSetting; from: string | null; to: string | null }[]
}

type Run = Pick<
  GenerationDto,
  'prompt' | 'references' | 'roles' | 'model' | 'ratio' | 'tier' | 'temperature' | 'kit' | 'useCase'
>

/** Changes after which two prompts have nothing in common that would be worth finding. */
const MOST_CHANGES = 800
/** Share of the shorter prompt that the other must have too: with less, single words among others would make neither readable. */
const LEAST_KEPT = 0.25

const lettersIn = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/** Words, signs and spaces of a text, in Chinese too, where nothing stands between words. */
function wordsOf(text: string): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** What was written otherwise from one prompt to another. Joined again, `same` and `added` are the second prompt. */
export function promptDifference(from: string, to: string): PromptPart[] {
  const changes = diffArrays(wordsOf(from), wordsOf(to), { maxEditLength: MOST_CHANGES })
  const kept = changes?.flatMap(({ value, added, removed }) => (added || removed ? [] : value)) ?? []
  if (!changes || lettersIn(kept.join('')) < LEAST_KEPT * Math.min(lettersIn(from), lettersIn(to))) {
    return [
      { kind: 'removed', text: from },
      { kind: 'added', text: to },
    ]
  }
  return changes.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

const setting: Record<ComparedSetting, (run: Run) => string | null> = {
  model: ({ model }) => modelProfile(model).name,
  ratio: ({ ratio }) => ratio,
  tier: ({ tier }) => tier,
  temperature: ({ temperature }) => (temperature === null ? null : String(temperature)),
  kit: ({ kit }) => kit && `${kit.name} ${kit.version}`,
  useCase: ({ useCase }) => useCase,
}

const usedBy = ({ references, roles }: Run): UsedReference[] =>
  references.map((reference, place) => ({ reference, role: roles[place] ?? null }))

/** What differs between how two pictures were made. */
export function differenceOf(from: Run, to: Run): Difference {
  const [before, after] = [usedBy(from), usedBy(to)]
  const without = (all: readonly UsedReference[], others: readonly UsedReference[]) =>
    all.filter(
      ({ reference, role }) =>
        !others.some((other) => other.reference.id === reference.id && other.role === role),
    )
  return {
    prompt: from.prompt === to.prompt ? null : promptDifference(from.prompt, to.prompt),
    references: {
      added: without(after, before),
      removed: without(before, after),
    },
    settings: COMPARED.flatMap((name) => {
      const [was, is] = [setting[name](from), setting[name](to)]
      return was === is ? [] : [{ name, from: was, to: is }]
    }),
  }
}

/** Whether two pictures were asked for in the same way. */
export function isSame({ prompt, references, settings }: Difference): boolean {
  return prompt === null && settings.length === 0 && references.added.length + references.removed.length === 0
}
