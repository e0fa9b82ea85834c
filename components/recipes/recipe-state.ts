import type { ComposerState } from '#components/composer/composer-reducer.ts'
import { type ComposerForm, DEFAULT_FORM } from '#components/composer/form.ts'
import { renumberMentions } from '#components/composer/mentions.ts'
import { readyItem } from '#components/composer/reference-list.ts'
import type { FoundRecipeDto } from '#lib/recipes/schema.ts'

/**
 * What the composer holds once a recipe is restored: one picture of it, with the references that are to be had. Mentions stay
 * with their pictures. It begins private where the picture is, or what the composer held was.
 */
export function recipeState(recipe: FoundRecipeDto, held: Pick<ComposerForm, 'private'>): ComposerState {
  const { prompt, model, ratio, tier, temperature, kit, useCase, imageId } = recipe
  const found = recipe.references.flatMap(({ reference, role }, index) =>
    reference ? [{ reference, role, index }] : [],
  )
  return {
    form: {
      prompt: renumberMentions(prompt, (number) => {
        const place = found.findIndex(({ index }) => index === number - 1)
        return place === -1 ? null : place + 1
      }),
      model,
      ratio,
      tier: tier ?? DEFAULT_FORM.tier,
      n: DEFAULT_FORM.n,
      temperature,
      private: recipe.private || (held.private ?? false),
      ...(kit ? { kit: { id: kit.id, version: kit.version } } : {}),
      ...(useCase === null ? {} : { useCase }),
      ...(imageId === null ? {} : { parent: { imageId, derivation: 'reuse' } }),
    },
    references: found.map(({ reference, role }) => readyItem(reference, role)),
    changes: [],
  }
}

/** Names of what a recipe asks for and this person cannot have. */
export function missingOf(recipe: FoundRecipeDto): string[] {
  const references = recipe.references.flatMap(({ name, reference }) => (reference ? [] : [name]))
  return recipe.missingKit === null ? references : [...references, recipe.missingKit]
}
