import type { ImageDetailDto } from '#lib/generations/schema.ts'
import { modelProfile } from '#lib/models/catalogue.ts'

/** Facts that are compared, in the order of the table. */
export const COMPARED = [
  'prompt',
  'model',
  'ratio',
  'tier',
  'pixels',
  'temperature',
  'references',
  'kit',
  'maker',
  'made',
  'took',
  'price',
  'rating',
] as const
export type Compared = (typeof COMPARED)[number]

/** A word of a prompt, or what stands between two. */
export interface Part {
  text: string
  /** Not all of the prompts have it. */
  differs: boolean
}

/** Facts of a picture in the form in which they are compared: equal texts are equal facts. */
export function factsOf({ generation, image, attempts }: ImageDetailDto): Record<Compared, string> {
  const { asset } = image
  const took = attempts.find(({ outcome }) => outcome === 'succeeded')?.latencyMs
  const price = generation.estimatedPriceMicroUsd
  return {
    prompt: generation.prompt,
    model: modelProfile(generation.model).name,
    ratio: generation.ratio,
    tier: generation.tier ?? '',
    pixels: asset ? `${asset.width} × ${asset.height}` : '',
    temperature: generation.temperature === null ? '' : String(generation.temperature),
    references: generation.references.map(({ id }, place) => `${id} ${generation.roles[place]}`).join('\n'),
    kit: generation.kit ? `${generation.kit.name} ${generation.kit.version}` : '',
    maker: generation.person.id,
    made: image.finishedAt ?? generation.createdAt,
    took: took ? String(took) : '',
    price: price === null ? '' : String(price / generation.n),
    rating: image.rating === null ? '' : String(image.rating),
  }
}

/** The facts in which pictures differ. */
export function differing(facts: readonly Record<Compared, string>[]): ReadonlySet<Compared> {
  return new Set(COMPARED.filter((name) => new Set(facts.map((each) => each[name])).size > 1))
}

/** Cuts prompts into words (also where no spaces part them) and marks those that are not in every one of them. */
export function promptParts(prompts: readonly string[], locale: string): Part[][] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  const cut = prompts.map((prompt) => [...segmenter.segment(prompt)])
  const words = cut.map(
    (parts) =>
      new Set(parts.flatMap(({ segment, isWordLike }) => (isWordLike ? segment.toLocaleLowerCase() : []))),
  )
  return cut.map((parts) =>
    parts.map(({ segment, isWordLike }) => ({
      text: segment,
      differs: isWordLike === true && words.some((each) => !each.has(segment.toLocaleLowerCase())),
    })),
  )
}
