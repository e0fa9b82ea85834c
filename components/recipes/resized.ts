import type { GenerationInput, ImageDetailDto } from '#lib/generations/schema.ts'
import type { Tier } from '#lib/models/catalogue.ts'

/**
 * The request that makes a picture's recipe at another size: one picture, all else as it was. It stays private where the
 * picture is.
 *
 * @param newPrivate whether the person's runs begin private
 */
export function resized(
  { generation, image }: Pick<ImageDetailDto, 'generation' | 'image'>,
  tier: Tier,
  newPrivate: boolean,
): Omit<GenerationInput, 'id'> {
  const { prompt, model, ratio, temperature, references, roles, kit, useCase } = generation
  return {
    prompt,
    model,
    ratio,
    tier,
    n: 1,
    temperature,
    referenceIds: references.map(({ id }) => id),
    private: generation.private || newPrivate,
    ...(roles.some((role) => role !== null) ? { roles } : {}),
    ...(kit ? { kit: { id: kit.id, version: kit.version } } : {}),
    ...(useCase === null ? {} : { useCase }),
    parent: { imageId: image.id, derivation: 'resize' },
  }
}
