import 'server-only'
import type { Db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Viewer } from '#lib/generations/visible.data.ts'
import { receive, TooManyBytesError } from '#lib/references/receive.ts'
import { REFERENCE_UPLOAD } from '#lib/references/upload.ts'
import { imageByBytes, imageRecipe, kitOfRecipe, shownImage, usableReferences } from './data.ts'
import { embeddedRecipe } from './embedded.ts'
import type { FoundRecipeDto, Recipe, RecipeReadDto } from './schema.ts'

interface Found {
  from: FoundRecipeDto['from']
  recipe: Recipe
}

/**
 * The recipe of a picture's file: ours by its very bytes where the person may see that picture, else what the file carries.
 *
 * @param file its bytes in a local file, and their SHA-256
 */
export async function findRecipe(
  db: Db,
  viewer: Viewer,
  file: { path: string; sha256: string },
): Promise<Found | null> {
  const imageId = await imageByBytes(db, viewer, file.sha256)
  const ours = imageId && (await imageRecipe(db, viewer, imageId))
  if (ours) return { from: 'original', recipe: ours.recipe }
  const recipe = await embeddedRecipe(file.path)
  return recipe && { from: 'embedded', recipe }
}

/**
 * Reads the recipe of a picture that a person hands in. Nothing of it is kept.
 *
 * @throws AppError `reference_too_large`
 */
export async function readRecipe(
  db: Db,
  viewer: Viewer,
  upload: { body: AsyncIterable<Uint8Array>; name: string },
): Promise<RecipeReadDto> {
  const { maxBytes } = REFERENCE_UPLOAD
  try {
    return await receive(upload.body, maxBytes, async (file) => {
      const found = await findRecipe(db, viewer, file)
      return { recipe: found && (await forPerson(db, viewer, found)) }
    })
  } catch (cause) {
    if (!(cause instanceof TooManyBytesError)) throw cause
    const params = { name: upload.name, max: maxBytes / 1024 / 1024 }
    throw new AppError('reference_too_large', { params, cause })
  }
}

/** What of a recipe the person can take up. Ids in it are looked up as for anybody: they open nothing. */
async function forPerson(db: Db, viewer: Viewer, { from, recipe }: Found): Promise<FoundRecipeDto> {
  const { prompt, model, ratio, tier, temperature, useCase } = recipe
  const usable = await usableReferences(db, viewer, recipe.references)
  const kit = recipe.kit && (await kitOfRecipe(db, recipe.kit))
  const image = await shownImage(db, viewer, recipe.imageId)
  return {
    from,
    prompt,
    model,
    ratio,
    tier,
    temperature,
    references: recipe.references.map(({ name, role }, index) => ({
      name,
      role,
      reference: usable[index] ?? null,
    })),
    kit,
    missingKit: recipe.kit && !kit ? recipe.kit.name : null,
    useCase,
    imageId: image?.id ?? null,
    private: image?.private ?? false,
  }
}
