import { requestJson } from '#lib/api-client.ts'
import type { FoundRecipeDto, RecipeReadDto } from './schema.ts'

/** The recipe that a file carries, or ours of the same bytes; `null` where there is none. */
export async function fetchRecipe(file: File): Promise<FoundRecipeDto | null> {
  const { recipe } = await requestJson<RecipeReadDto>('/api/recipes/read', {
    method: 'POST',
    body: file,
    headers: {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(file.name),
    },
  })
  return recipe
}
