import type { ComposerState } from '#components/composer/composer-reducer.ts'
import type { ComposerForm } from '#components/composer/form.ts'
import { fetchRecipe } from '#lib/recipes/client.ts'
import { missingOf, recipeState } from './recipe-state.ts'

/**
 * The composer's state that a file's recipe makes, and names of what is not to be had; `null` where there is no recipe (any
 * more).
 *
 * @throws ApiError
 */
export async function restoredRecipe(
  file: File,
  held: Pick<ComposerForm, 'private'>,
): Promise<{ state: ComposerState; missing: string[] } | null> {
  const recipe = await fetchRecipe(file)
  return recipe && { state: recipeState(recipe, held), missing: missingOf(recipe) }
}
